#include "model/records/record_text.hpp"

#include <utility>

#include "model/json/strict_json.hpp"

namespace xvm::records {
namespace {

Problem malformed(const Schema& schema, std::string_view what) {
  return {Fault::malformed, fmt::format("{} record: {}", schema.record, what)};
}

// Reads a key that says what the object is, and takes it out.
template <class T>
bool take(nlohmann::json& object, const char* key, T& value, json::Decoding& how) {
  if (!json::decode_member(object, key, value, how)) return false;
  object.erase(key);
  return true;
}

}  // namespace

Checked<nlohmann::json> open_record(std::string_view text, const Schema& schema) {
  if (!text.ends_with('\n')) return malformed(schema, "cut off: the last line has no end");
  auto parsed = json::parse_strict(text);
  if (!parsed) {
    Problem problem = malformed(schema, parsed.error().text);
    problem.column = parsed.error().column;
    return problem;
  }
  nlohmann::json object = std::move(*parsed);
  json::Decoding how;
  std::string record;
  std::uint64_t format = 0;
  if (!take(object, "record", record, how) || !take(object, "format", format, how)) {
    return malformed(schema, how.text());
  }
  if (record != schema.record) {
    return malformed(schema, fmt::format("this is a record of kind \"{:.40}\"", record));
  }
  if (format == 0) return malformed(schema, "format: expected 1 or more, found 0");
  if (format > schema.format) {
    return Problem{Fault::newer_format,
                   fmt::format("{} record of format {} was written by a newer version; this one "
                               "reads up to format {}: upgrade this node",
                               schema.record, format, schema.format)};
  }
  for (std::uint64_t from = format; from < schema.format; ++from) {
    if (schema.upgrades[from - 1](object)) continue;
    return malformed(schema, fmt::format("does not hold what format {} must hold", from));
  }
  return object;
}

Checked<std::string> close_record(const json::Out& object, const Schema& schema) {
  json::Out whole = json::Out::object();
  whole["record"] = std::string(schema.record);
  whole["format"] = schema.format;
  whole.update(object);
  try {
    return whole.dump(2, ' ', /*ensure_ascii=*/false, json::Out::error_handler_t::strict) + "\n";
  } catch (const nlohmann::json::exception&) {
    return malformed(schema, "not written: a text is not UTF-8");
  }
}

}  // namespace xvm::records
