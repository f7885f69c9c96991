// fakes/toolstack/xen_node.hpp
//
// Purpose: a Domain-0 as a folder: the guests of fakes/node's pure function beside what only Xen
// has (domain numbers, xl's logs, saves), in node.json. The fake xl, xm and ssh and the tests
// change it under one lock; guests live on between two looks, by the clock. Thread rule: between
// processes and threads alike; each call locks the folder.
//
//   XenNode node(folder);                            // made when it is missing
//   node.change([](NodeNow& now) { now.happens("web", Ask::guest_crashes); });
//
//   folder/xl, xm, ssh   links to the fake program: argv[0] tells the folder
//   folder/log/          xl-NAME.log
//   folder/faults        what goes wrong (toolstack_faults.hpp)
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "fakes/node/node.hpp"

namespace xvm::fakes::toolstack {

enum class Kind : std::uint8_t { pv, pvh, hvm };

struct XenGuest {
  std::string name;
  std::string uuid;
  std::string config;  // as it was created from
  std::string on_poweroff = "destroy";
  std::string on_reboot = "restart";
  Kind kind = Kind::pv;
  std::uint32_t id = 0;
  std::uint64_t memory_mib = 128;
  NodeState node{};
  std::string ending{};       // "--incoming", "--migratedaway"
  bool suspended = false;     // Xen's suspend: shut down for a copy or a save
  std::int64_t begun_ms = 0;  // when it was set going
  std::int64_t boot_ms = 0;   // when it has booted
  std::int64_t obey_ms = 0;   // when it obeys a shutdown request
  std::int64_t ends_ms = 0;   // when a guest that shut down is taken away
  std::int64_t back_ms = 0;   // not 0: it reboots, and is away until then

  bool is_listed() const { return back_ms == 0; }
};

// How long things take.
struct XenPace {
  std::int64_t boot_ms = 40;
  std::int64_t obey_ms = 40;
  std::int64_t end_ms = 20;  // of a guest that has shut down
  std::int64_t reboot_gap_ms = 1'200;
  std::int64_t copy_ms = 60;  // of a migration
  bool has_resume = false;    // "xl resume": newer than Debian 12
};

// The node while it is locked.
class NodeNow {
 public:
  std::vector<XenGuest> guests;
  XenPace pace{};
  std::uint32_t next_id = 1;
  std::uint64_t free_mib = 900;
  std::filesystem::path folder;
  std::int64_t clock_ms = 0;

  // By number or name, as xl takes them; null: there is none.
  XenGuest* find(const std::string& word);
  XenGuest* by_uuid(const std::string& uuid);
  // A request to fakes/node for a guest; its guest life that follows is Xen's.
  CallOutcome ask(XenGuest& guest, Ask what);
  void happens(const std::string& name, Ask what);
  void log(const XenGuest& guest, const std::string& line) const;
  void begin(XenGuest guest, bool paused);
  // Gone from Xen, and why, as xl's log tells. The reference ends with the call.
  void end(XenGuest& guest, const std::string& log_line);
  // What became of everybody since the last look.
  void pass_time();

 private:
  void follow(XenGuest& guest, const DomainCell& was);
  bool live(XenGuest& guest);
};

class XenNode {
 public:
  explicit XenNode(std::filesystem::path folder);

  void change(const std::function<void(NodeNow&)>& deed) const;
  const std::filesystem::path& folder() const { return folder_; }
  // Makes the links to the fake program, so that the folder can be used.
  void install(const std::filesystem::path& program) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace xvm::fakes::toolstack

namespace xvm {
template <>
struct EnumText<fakes::toolstack::Kind> {
  static constexpr std::array text{"pv"sv, "pvh"sv, "hvm"sv};
};
}  // namespace xvm
