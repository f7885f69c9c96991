#include "model/json/strict_json.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <vector>

namespace xvm::json {
namespace {

using Value = nlohmann::json;

// Builds the document from parser events. nlohmann's own document parser keeps the last of two
// equal keys and has no depth limit; here both stop the parser.
class Builder : public nlohmann::json_sax<Value> {
 public:
  bool null() override { return add(Value(nullptr)); }
  bool boolean(bool value) override { return add(Value(value)); }
  bool number_integer(number_integer_t value) override { return add(Value(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add(Value(value)); }
  bool number_float(number_float_t value, const string_t&) override { return add(Value(value)); }
  bool string(string_t& value) override { return add(Value(std::move(value))); }
  bool binary(binary_t&) override { return fail("binary data"); }  // never from text

  bool start_object(std::size_t) override { return open(Value::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Value::array()); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const auto [slot, added] = open_.back()->get_ptr<Value::object_t*>()->try_emplace(name);
    if (!added) return fail(fmt::format("key \"{}\" stands twice", name.substr(0, 40)));
    slot_ = &slot->second;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    column = position;
    // "[json.exception.parse_error.101] parse error at line 1, column 7: syntax error while ..."
    std::string_view what = error.what();
    if (const auto end = what.find("] "); end != what.npos) what.remove_prefix(end + 2);
    if (const auto at = what.find(": "); what.starts_with("parse error at ") && at != what.npos) {
      what.remove_prefix(at + 2);
    }
    problem.assign(what.substr(0, 160));
    return false;
  }

  Value root;
  std::string problem;
  std::size_t column = 0;

 private:
  bool add(Value&& value) { return place(std::move(value)) != nullptr; }

  Value* place(Value&& value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    if (open_.back()->is_array()) {
      auto* elements = open_.back()->get_ptr<Value::array_t*>();
      elements->push_back(std::move(value));
      return &elements->back();
    }
    *slot_ = std::move(value);
    return slot_;
  }

  bool open(Value&& value) {
    if (open_.size() == max_depth) return fail(fmt::format("nested deeper than {}", max_depth));
    // Growing an array moves its elements, never one that is still open: only the last can be.
    open_.push_back(place(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool fail(std::string text) {
    problem = std::move(text);
    return false;
  }

  std::vector<Value*> open_;
  Value* slot_ = nullptr;  // where the value of the key just read goes
};

Problem malformed(std::string text, std::size_t column) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';  // one line, whatever the input held
  }
  return {Fault::malformed, std::move(text), column};
}

}  // namespace

Checked<nlohmann::json> parse_strict(std::string_view text) {
  // nlohmann takes a NUL byte for the end of the text and would not see what follows it.
  if (const auto nul = text.find('\0'); nul != text.npos) {
    return malformed("NUL byte in JSON text", nul + 1);
  }
  Builder builder;
  if (!nlohmann::json::sax_parse(text, &builder)) {
    return malformed("not JSON that can be read: " + builder.problem, builder.column);
  }
  return std::move(builder.root);
}

}  // namespace xvm::json
