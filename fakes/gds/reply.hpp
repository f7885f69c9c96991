// fakes/gds/reply.hpp
//
// Purpose: the answer that a waiting command gets. It is shared by all parts of a request (a switch
// of three groups has three); when the last part lets go of it, it is sent.
// Thread rule: fake-rgm's one thread.
//
//   auto reply = std::make_shared<Reply>(socket, [] {});
//   reply->refuse(ClError::noent, "web-rg: there is no such group");
#pragma once

#include "fakes/gds/cl_words.hpp"
#include "fakes/gds/local_socket.hpp"

#include <unistd.h>

#include <functional>
#include <memory>

namespace xvm::fakes::gds {

class Reply {
 public:
  // `before_sending`: brings cluster.json up to date, for whoever reads it after the answer.
  Reply(int socket, std::function<void()> before_sending)
      : socket_(socket), before_sending_(std::move(before_sending)) {}
  ~Reply() {
    before_sending_();
    (void)send_line(socket_, Json{{"code", code_}, {"out", out_}, {"err", err_}}.dump());
    ::close(socket_);
  }
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;

  // The first failure's code counts; all texts are kept.
  void refuse(int code, const std::string& text) {
    if (code_ == 0) code_ = code;
    err_ += (err_.empty() ? "" : "; ") + text;
  }
  void refuse(ClError code, const std::string& text) { refuse(static_cast<int>(code), text); }
  void say(const std::string& text) { out_ += text + "\n"; }
  bool good() const { return code_ == 0; }

 private:
  int socket_;
  std::function<void()> before_sending_;
  int code_ = 0;
  std::string out_;
  std::string err_;
};
using ReplyPtr = std::shared_ptr<Reply>;

}  // namespace xvm::fakes::gds
