// agent/toolstack/wire.hpp
//
// Purpose: the answers of a Hypervisor as one line of JSON, and back. Reading throws json's
// exceptions when a field is missing or of another kind: who reads takes that for "no answer".
// Thread rule: pure functions.
//
//   Json line = to_json(Called{CallOutcome::ok, ""});    // {"outcome":"ok","detail":""}
//   Called back = from_json<Called>(line);
#pragma once

#include <nlohmann/json.hpp>

#include "agent/hypervisor/hypervisor.hpp"

namespace xvm::agent {

using Json = nlohmann::json;

Json to_json(const Called& answer);
Json to_json(const Looked& answer);
Json to_json(const Resolved& answer);
Json to_json(const Dumped& answer);
Json to_json(const NeedsAnswer& answer);
Json to_json(const TargetNeeds& needs);
Json to_json(const TargetAnswer& answer);
Json to_json(const PolicyAnswer& answer);
Json to_json(const MigrationProgress& progress);
Json to_json(const MigrationOrder& order);

template <class Answer>
Answer from_json(const Json& json);

template <>
Called from_json(const Json& json);
template <>
Looked from_json(const Json& json);
template <>
Resolved from_json(const Json& json);
template <>
Dumped from_json(const Json& json);
template <>
NeedsAnswer from_json(const Json& json);
template <>
TargetNeeds from_json(const Json& json);
template <>
TargetAnswer from_json(const Json& json);
template <>
PolicyAnswer from_json(const Json& json);
template <>
MigrationProgress from_json(const Json& json);
template <>
MigrationOrder from_json(const Json& json);

}  // namespace xvm::agent
