#include "agent/registration/registration_test_context.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace xvm::agent {
namespace {

namespace fs = std::filesystem;

std::string programs() {
  return fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin";
}

constexpr const char* counting_command = R"sh(#!/bin/sh
name=${{0##*/}}
FAKE={}/fake-cluster-commands
case "$name $1" in
  *\ list | *\ show | *\ status) ;;
  clrg\ * | clrs\ * | clresourcetype\ *)
    n=$(($(cat "$RUN/count" 2>/dev/null || echo 0) + 1))
    echo $n >"$RUN/count"
    echo "$name $*" >>"$RUN/given"
    if [ "$(cat "$RUN/at" 2>/dev/null)" = $n ]; then
      rm "$RUN/at"
      . "$RUN/trouble"
    fi ;;
esac
exec "$FAKE/$name" "$@"
)sh";

constexpr const char* noting_control = R"sh(#!/bin/sh
echo "$*" >>"$RUN/controls"
for file in "$RUN/invalid.$XVM_FAKE_NODE" "$RUN/invalid"; do
  case "$*" in *validate)
    [ ! -f "$file" ] || { echo "SC[xvm,web-rg,web-rs,validate] error: no bridge br0" >&2; exit 1; } ;;
  esac
done
case "$*" in *start) pmfadm -s web-rg,web-rs,0.svc 2>/dev/null ;; esac
echo "SC[xvm,web-rg,web-rs,validate] warning: no lock manager" >&2
exit 0
)sh";

}  // namespace

RegistrationTest::RegistrationTest() {
  for (const char* folder : {"commands", "admin"}) fs::create_directory(at(folder));
  for (const auto& command : fs::directory_iterator(programs() + "/fake-cluster-commands")) {
    const std::string name = "commands/" + command.path().filename().string();
    put(name, fmt::format(fmt::runtime(counting_command), programs()));
    fs::permissions(at(name), fs::perms::owner_all);
  }
  put("control", noting_control);
  fs::permissions(at("control"), fs::perms::owner_all);
  configure();
}

void RegistrationTest::put(const std::string& name, const std::string& text) const {
  std::ofstream(at(name), std::ios::binary) << text;
}

void RegistrationTest::configure(const std::string& more) const {
  put("config", fmt::format("DOMAIN=web\nFAILOVER=\"migrate -live\"\nADMIN={}\nRS=web-rs\n"
                            "RG=web-rg\nNODELIST=A,B\n{}",
                            at("admin"), more));
}

Ran RegistrationTest::reg(const std::string& words, const std::string& node) const {
  return t.run(fmt::format("{}/xvm_register -f {} --control {} --etc {} --cluster-commands {} {}",
                           programs(), config, control, etc, commands, words),
               node);
}

std::string RegistrationTest::good(const std::string& words) const {
  const Ran ran = reg(words);
  EXPECT_EQ(ran.code, 0) << words << "\n" << ran.out;
  return ran.out;
}

std::string RegistrationTest::property(const std::string& name) const {
  Ran ran = t.run("scha_resource_get -O " + name + " -R web-rs -G web-rg 2>/dev/null");
  if (ran.code != 0) {
    ran = t.run("scha_resource_get -O EXTENSION -R web-rs -G web-rg " + name + " | tail -n +2");
  }
  return ran.out.substr(0, ran.out.find('\n'));
}

std::string RegistrationTest::group_property(const std::string& tag) const {
  return t.run("scha_resourcegroup_get -O " + tag + " -G web-rg | paste -s -d ,").out;
}

std::string RegistrationTest::cluster() const {
  return t.good("clresourcetype list; clrg show; clrs show; clrg status; clrs status");
}

void RegistrationTest::forget() const {
  for (const char* file : {"count", "given", "at", "trouble", "controls"}) fs::remove(at(file));
}

void RegistrationTest::trouble_at(int n, const std::string& shell) const {
  forget();
  put("trouble", shell + "\n");
  put("at", std::to_string(n) + "\n");
}

bool RegistrationTest::trouble_came() const { return !fs::exists(at("at")); }

void RegistrationTest::validate_fails(const std::string& node) const {
  put(node.empty() ? "invalid" : "invalid." + node, "");
}

std::string undo_in(const std::string& output, bool failed_was_done) {
  std::istringstream lines(output);
  std::string shell;
  bool begun = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("to undo what was done") != std::string::npos ||
        line.find("nothing was done before it") != std::string::npos) {
      begun = true;
    } else if (begun && line.rfind("  # first, ", 0) == 0) {
      if (failed_was_done) shell += line.substr(line.find(": ") + 2) + "\n";
    } else if (begun && line.rfind("  ", 0) == 0) {
      shell += line + "\n";
    }
  }
  return shell;
}

}  // namespace xvm::agent
