// agent/ssh_probe/real_sshd.hpp
//
// Purpose: for tests only: OpenSSH's sshd on a loopback port of its own, with its own keys, as the
// guest that is probed. Whoever logs in finds nothing but the small programs that the test wrote.
// Thread rule: one test, one thread.
//
//   if (const std::string why = RealSshd::why_not(); !why.empty()) GTEST_SKIP() << why;
//   RealSshd guest(folder);
//   guest.program("systemctl", "echo active");   // ppkssh -p guest.port() ... 127.0.0.1
//
// In its programs $SESSION is the sshd that serves this login. Everything ends with the object.
#pragma once

#include "agent/store/real_folder_test_context.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace xvm::agent {

class RealSshd {
 public:
  // Empty when an sshd can be started here.
  static std::string why_not();

  // `folder` is empty and of the test's own. Throws when sshd does not come up.
  explicit RealSshd(std::string folder);
  ~RealSshd();
  RealSshd(const RealSshd&) = delete;
  RealSshd& operator=(const RealSshd&) = delete;

  std::uint16_t port() const { return port_; }
  std::string user() const;
  std::string key() const { return at("key"); }
  std::string known_hosts() const { return at("known_hosts"); }

  // A shell script that the guest has under this name.
  void program(const std::string& name, const std::string& body) const;
  // What was asked so far, one command a line.
  std::string asked() const;
  // An ed25519 key pair that the guest does not know; its private part.
  std::string another_key(const std::string& name, const std::string& passphrase = {}) const;
  // From now on the guest lets this key in as well.
  void accept(const std::string& key) const;
  // known_hosts gets this public key for the guest; empty: no line at all.
  void expect_host_key(const std::string& public_key_file) const;

  void freeze() const;  // also the sessions that are to come
  void shut_down();

 private:
  std::string at(const std::string& name) const { return folder_ + "/" + name; }
  void write(const std::string& name, const std::string& text, unsigned mode) const;
  bool comes_up();
  void end_sessions() const;

  std::string folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Child> sshd_;
};

}  // namespace xvm::agent
