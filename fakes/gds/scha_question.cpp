#include "fakes/gds/scha_question.hpp"

#include <CLI/CLI.hpp>

namespace xvm::fakes::gds {

std::optional<int> SchaQuestion::read(Call& call) {
  CLI::App app("answers a question about the fake cluster");
  app.add_option("-O", optag, "what is asked")->required();
  app.add_option("-R", resource, "resource");
  app.add_option("-G", group, "resource group");
  app.add_option("-T", type, "resource type");
  app.add_option("-Z", zone_cluster, "zone cluster (accepted, not used)");
  app.add_flag("-Q", detailed, "qualified values (accepted, not used)");
  app.add_option("arguments", rest, "arguments of the optag");
  if (const auto code = parse_words(app, call)) return code;
  auto read = Snapshot::read(call.folder);
  if (!read) return call.refuse(SchaError::internal, "no cluster runs in XVM_FAKE_CLUSTER");
  cluster = std::move(*read);
  return std::nullopt;
}

}  // namespace xvm::fakes::gds
