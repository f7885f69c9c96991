// xvm_toolstack: one call of a peer's agent on this node, answered in one line of JSON.
//   ssh root@node2 /opt/SUNWscxvm/bin/xvm_toolstack --tool xl observe UUID NAME
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "agent/toolstack/serve.hpp"

namespace {

using namespace xvm::agent;

int run(int argc, char** argv) {
  ServeOrder order;
  std::string tool = "xl";
  CLI::App app("One call of another node's ha-xvm to xl or xm of this node", "xvm_toolstack");
  app.add_option("--tool", tool, "xl or xm")->check(CLI::IsMember({"xl", "xm"}));
  app.add_option("--command", order.paths.command, "where it is [the usual folders]");
  app.add_option("--definitions", order.paths.definitions, "folder")->capture_default_str();
  app.add_option("--logs", order.paths.logs, "folder of xl's logs")->capture_default_str();
  app.add_option("call", order.call, "observe, define, act, ...")->required();
  app.add_option("words", order.words, "UUID NAME [MORE]")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& e) {
    std::fprintf(stderr, "xvm_toolstack: %s (see xvm_toolstack --help)\n", e.what());
    return 2;
  }
  order.paths.tool = tool == "xm" ? Tool::xm : Tool::xl;
  const ServeEnd end = serve(order, STDIN_FILENO);
  if (!end.error.empty()) {
    std::fprintf(stderr, "xvm_toolstack: %s\n", end.error.c_str());
    return 2;
  }
  std::puts(end.answer.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "xvm_toolstack: %s\n", e.what());
    return 1;
  }
}
