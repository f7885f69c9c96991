// agent/toolstack/toolstack_contract_node.hpp
//
// Purpose: for tests: the command-line toolstack for agent/hypervisor/contract_test.cpp: over the
// fake xl, over the fake xm, and over the fake xl of a peer, by the fake ssh and xvm_toolstack.
// Thread rule: one thread.
//
//   XlNode node;  node.define();  node.act(Verb::create);
#pragma once

#include "agent/hypervisor/contract_node.hpp"
#include "agent/toolstack/fake_xen_test_context.hpp"

namespace xvm::agent {

template <Tool tool, bool is_peer>
class ToolstackContractNode {
 public:
  static constexpr bool can_crash = true;
  static constexpr bool is_libvirt_proper = true;
  static constexpr bool has_a_peer = true;
  static constexpr bool locks_images = false;
  static constexpr bool has_managed_saves = false;
  static std::string unavailable() { return {}; }

  ToolstackContractNode() {
    if (is_peer) {
      asked_ = xen_.peer_of("n2", "n1");
    } else {
      asked_ = xen_.hypervisor("n1");
    }
  }

  // An idle guest of Xen waits for its next event, and a fresh one for a processor.
  Observation observe() {
    Looked looked = asked_->observe(web);
    detail = looked.detail;
    const bool idle =
        looked.seen.activity == Activity::blocked || looked.seen.activity == Activity::no_state;
    if (idle) looked.seen.activity = Activity::running;
    return looked.seen;
  }
  CallOutcome define() { return told(asked_->define(web, definition_of_web())); }
  CallOutcome send_shutdown() { return told(asked_->send_shutdown(web, ShutdownBy::either)); }
  CallOutcome act(Verb verb) { return told(asked_->act(verb, web)); }
  CallOutcome abort_job() { return told(asked_->abort_job(web)); }
  CallOutcome job_idle() { return told(asked_->job_idle(web)); }

  void suspend() { xen_.type("n1", {"pause", "web"}); }
  void save() {}
  void start_by_hand() {}
  void start_transient() { create_by_hand(definition_of_web()); }
  void take_the_name() {
    create_by_hand("name=\"web\"\nuuid=\"99999999-2222-4333-8444-555555555555\"\n");
  }
  void crash() { xen_.happens("n1", fakes::Ask::guest_crashes); }
  void be_locked_out() {}
  void lose_the_daemon() { xen_.fault("n1", "* down"); }
  void lose_the_host() {
    xen_.mark("n1", "unreachable");
    asked_ = xen_.peer_of("n2", "n1");
  }
  void pass_time() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }
  std::string detail;

 private:
  CallOutcome told(const Called& called) {
    detail = called.detail;
    return called.outcome;
  }
  void create_by_hand(const std::string& config) {
    std::ofstream(xen_.at("n1") + "/by-hand.cfg") << config;
    xen_.type("n1", {"create", xen_.at("n1") + "/by-hand.cfg"});
  }

  FakeXen xen_{tool};
  std::shared_ptr<Hypervisor> asked_;
};

class XlNode : public ToolstackContractNode<Tool::xl, false> {
 public:
  static constexpr const char* name = "Xl";
};
class XmNode : public ToolstackContractNode<Tool::xm, false> {
 public:
  static constexpr const char* name = "Xm";
};
class XlPeerNode : public ToolstackContractNode<Tool::xl, true> {
 public:
  static constexpr const char* name = "XlPeer";
};
static_assert(ContractNode<XlNode> && ContractNode<XmNode> && ContractNode<XlPeerNode>);

}  // namespace xvm::agent
