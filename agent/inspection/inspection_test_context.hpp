// agent/inspection/inspection_test_context.hpp
//
// Purpose: for tests only: a scratch tree as the root of a node, and an input that describes a
// resource in good order, of which each test spoils one thing.
// Thread rule: one test, one thread.
#pragma once

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "agent/inspection/inspection.hpp"

namespace xvm::agent {

inline constexpr const char* uuid_a = "11111111-2222-3333-4444-555555555555";
inline constexpr const char* uuid_b = "99999999-2222-3333-4444-555555555555";

inline std::string xml_of(const std::string& name, const std::string& uuid,
                          const std::string& more = "") {
  return "<domain type='kvm'><name>" + name + "</name>" +
         (uuid.empty() ? "" : "<uuid>" + uuid + "</uuid>") + more + "</domain>";
}

inline PolicyAnswer defined(const std::string& name, const std::string& uuid) {
  PolicyAnswer answer;
  answer.outcome = CallOutcome::ok;
  answer.definition.name = name;
  answer.definition.uuid = uuid;
  answer.definition.on_crash = "destroy";
  answer.definition.on_reboot = "restart";
  return answer;
}
inline PolicyAnswer not_defined() {
  PolicyAnswer answer;
  answer.outcome = CallOutcome::refused;
  return answer;
}
inline PolicyAnswer no_answer() {
  PolicyAnswer answer;
  answer.detail = "timed out";
  return answer;
}

class NodeTree : public testing::Test {
 protected:
  NodeTree() {
    std::string pattern = testing::TempDir() + "xvm_inspection_XXXXXX";
    input.root = ::mkdtemp(pattern.data());
    input.resource = "web-rs";
    input.uri = "qemu:///system";
    input.domain = {DomainNaming::name, "web1"};
    input.failover = "migrate";
    input.admin = at("/admin");
    input.node_count = 2;
    std::filesystem::create_directory(input.admin);
    input.ask_host = [] { return Called{CallOutcome::refused, {}}; };
    input.ask_domain = [this] { return here; };
    input.read_export = [this] { return exported; };
    put("/etc/libvirt/qemu.conf", "lock_manager = \"lockd\"\n");
  }
  ~NodeTree() override {
    std::error_code ignored;
    std::filesystem::remove_all(input.root, ignored);
  }

  std::string at(const std::string& path) const { return input.root + path; }
  std::string put(const std::string& path, const std::string& text, mode_t mode = 0644) const {
    std::filesystem::create_directories(std::filesystem::path(at(path)).parent_path());
    std::ofstream(at(path), std::ios::binary) << text;
    ::chmod(at(path).c_str(), mode);
    return at(path);
  }
  void link(const std::string& path, const std::string& target) const {
    std::filesystem::create_directories(std::filesystem::path(at(path)).parent_path());
    std::filesystem::create_symlink(target, at(path));
  }
  void export_text(const std::string& text) { exported = {CallOutcome::ok, text, {}}; }
  void name_file(const std::string& path) { input.domain = {DomainNaming::file, path}; }

  // Exactly this finding is there, with one line that says `text`.
  void expect_only(Subject subject, Finding finding, const std::string& text) const {
    const Inspection i = inspect(subject, input);
    EXPECT_EQ(i.inspected, (Inspected{subject, FindingSet{}.with(finding)}))
        << to_text(finding) << ": " << testing::PrintToString(i.lines);
    EXPECT_THAT(i.lines, testing::ElementsAre(testing::HasSubstr(text)));
  }
  void expect_nothing(Subject subject) const {
    const Inspection i = inspect(subject, input);
    EXPECT_EQ(i.inspected, (Inspected{subject, FindingSet{}}));
    EXPECT_THAT(i.lines, testing::IsEmpty());
  }

  InspectionInput input;
  PolicyAnswer here = defined("web1", uuid_a);
  Export exported{CallOutcome::refused, {}, {}};
};

}  // namespace xvm::agent
