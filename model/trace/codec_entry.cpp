#include "model/trace/codec_entry.hpp"

#include "model/json/strict_json.hpp"
#include "model/trace/codec_step.hpp"
#include "model/trace/shapes.hpp"
#include "model/trace/variant_json.hpp"
#include "model/trace/vocabulary_json.hpp"

namespace xvm::json {

template <>
struct Shape<trace::Header> {
  static constexpr auto kind = "header"sv;
  static constexpr std::tuple fields{
      Field{"format"sv, &trace::Header::format}, Field{"program"sv, &trace::Header::program},
      Field{"version"sv, &trace::Header::version}, Field{"engine"sv, &trace::Header::engine},
      Field{"started"sv, &trace::Header::started}};
};
template <>
struct Shape<trace::Call> {
  static constexpr auto kind = "call"sv;
  static constexpr std::tuple fields{Field{"setting"sv, &trace::Call::setting}};
};
template <>
struct Shape<trace::Step> {
  static constexpr auto kind = "step"sv;
  static constexpr std::tuple fields{
      Field{"event"sv, &trace::Step::event}, Field{"actions"sv, &trace::Step::actions},
      Field{"before"sv, &trace::Step::before}, Field{"after"sv, &trace::Step::after}};
};
template <>
struct Shape<trace::Note> {
  static constexpr auto kind = "note"sv;
  static constexpr std::tuple fields{Field{"level"sv, &trace::Note::level},
                                     Field{"text"sv, &trace::Note::text}};
};
template <>
struct Shape<trace::Late> {
  static constexpr auto kind = "late"sv;
  static constexpr std::tuple fields{Field{"call"sv, &trace::Late::call},
                                     Field{"outcome"sv, &trace::Late::outcome},
                                     Field{"text"sv, &trace::Late::text}};
};
template <>
struct Shape<trace::Fact> {
  static constexpr auto kind = "fact"sv;
  static constexpr std::tuple fields{Field{"name"sv, &trace::Fact::name},
                                     Field{"fields"sv, &trace::Fact::fields}};
};

}  // namespace xvm::json

namespace xvm::trace {
namespace {

using json::Decoding;
using json::In;
using json::Out;

void add_text(Out& line, const char* key, const std::string& text) {
  if (!text.empty()) line[key] = text;
}

// A key that may be left out: the value stays as it is.
template <class T>
bool decode_if_present(const In& in, const char* key, T& value, Decoding& how) {
  return !in.contains(key) || json::decode_member(in, key, value, how);
}

bool decode_entry(const In& in, Entry& entry, Decoding& how) {
  return json::decode_member(in, "at_us", entry.at_us, how) &&
         json::decode_member(in, "seq", entry.sequence, how) &&
         decode_if_present(in, "node", entry.node, how) &&
         decode_if_present(in, "domain", entry.domain, how) &&
         decode_if_present(in, "resource", entry.resource, how) &&
         decode_if_present(in, "method", entry.method, how) &&
         json::decode_variant(in, entry.payload, "entry", how);
}

// The format of a header, before the rest is looked at: a newer header may have other fields.
bool is_newer(const In& in) {
  return in.is_object() && in.contains("kind") && in["kind"] == "header" && in.contains("format") &&
         in["format"].is_number_unsigned() && in["format"].get<std::uint64_t>() > current_format;
}

}  // namespace

std::string print_line(const Entry& entry) {
  Out line = Out::object();
  line["at_us"] = entry.at_us;
  line["seq"] = entry.sequence;
  add_text(line, "node", entry.node);
  add_text(line, "domain", entry.domain);
  add_text(line, "resource", entry.resource);
  if (entry.method) line["method"] = std::string(to_text(*entry.method));
  json::add_variant(line, entry.payload);
  return line.dump(-1, ' ', /*ensure_ascii=*/false, Out::error_handler_t::replace);
}

Checked<Entry> parse_line(std::string_view line) {
  const auto document = json::parse_strict(line);
  if (!document) return document.error();
  if (is_newer(*document)) {
    return Problem{Fault::newer_format,
                   fmt::format("trace format {} was written by a newer version; this one reads up "
                               "to format {}",
                               (*document)["format"].get<std::uint64_t>(), current_format)};
  }
  Entry entry;
  Decoding how;
  if (!decode_entry(*document, entry, how)) return Problem{Fault::malformed, how.text()};
  return entry;
}

}  // namespace xvm::trace
