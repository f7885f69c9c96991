// fakes/gds/requests.hpp
//
// Purpose: what the cluster's commands ask of fake-rgm (request.hpp): checks it, changes the
// configuration, hands commands to the executor and answers when those are over.
// Thread rule: fake-rgm's one thread; nothing here waits.
//
//   requests.handle(Json::parse(line), std::make_shared<Reply>(socket, write_snapshot));
#pragma once

#include "fakes/gds/executor.hpp"
#include "fakes/gds/reply.hpp"

namespace xvm::fakes::gds {

class Requests {
 public:
  Requests(Cluster& cluster, Executor& executor) : cluster_(cluster), executor_(executor) {}
  void handle(const Json& request, const ReplyPtr& reply);

 private:
  // group_requests.cpp
  void group_request(const Json& r, const ReplyPtr& reply);
  void create_group(const Json& r, const std::string& name, const ReplyPtr& reply);
  void act_on_group(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void set_group(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void set_managed(rgm::GroupId id, bool managed, const ReplyPtr& reply);
  void bring_online(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void delete_group(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void evacuate(const Json& r, const ReplyPtr& reply);
  // resource_requests.cpp
  void resource_request(const Json& r, const ReplyPtr& reply);
  void create_resource(const Json& r, const ReplyPtr& reply);
  void commit_new_resource(rgm::GroupId id, bool disabled, const ReplyPtr& reply);
  void set_resource(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void act_on_resource(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void delete_resource(const Json& r, rgm::GroupId id, const ReplyPtr& reply);
  void validate(rgm::GroupId id, std::function<void(bool)> then);
  // other_requests.cpp
  void control(const Json& r, const ReplyPtr& reply);
  void set_status(const Json& r, const ReplyPtr& reply);
  void change_types(const Json& r, const ReplyPtr& reply);
  void membership(const Json& r, const ReplyPtr& reply);

  // Hands a command over; its answer goes into the reply.
  void give(rgm::Verb verb, rgm::GroupId id, NodeId node, const ReplyPtr& reply,
            std::uint16_t seconds = 0);
  void report(const rgm::Answer& answer, const ReplyPtr& reply) const;
  // none: refused already.
  NodeId want_node(const Json& r, const ReplyPtr& reply) const;

  Cluster& cluster_;
  Executor& executor_;
};

}  // namespace xvm::fakes::gds
