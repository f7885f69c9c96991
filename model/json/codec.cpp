#include "model/json/codec.hpp"

namespace xvm::json {

std::string found(const In& in) {
  constexpr std::size_t most = 40;
  if (in.is_object() || in.is_array()) {
    return fmt::format("{} with {} members", in.is_object() ? "an object" : "a list", in.size());
  }
  std::string text = in.dump(-1, ' ', /*ensure_ascii=*/true, In::error_handler_t::replace);
  if (text.size() > most) text = text.substr(0, most) + "...";
  return text;
}

const In* member(const In& in, std::string_view key, Decoding& how) {
  if (!in.is_object()) {
    refuse(how, in, "an object");
    return nullptr;
  }
  const auto at = in.find(std::string(key));
  if (at == in.end()) {
    how.expected = "missing";
    at_key(how, key);
    return nullptr;
  }
  return &*at;
}

Out Codec<std::map<std::string, std::string>>::encode(const Texts& value) {
  Out object = Out::object();
  for (const auto& [key, text] : value) object[key] = text;
  return object;
}

bool Codec<std::map<std::string, std::string>>::decode(const In& in, Texts& value, Decoding& how) {
  if (!in.is_object()) return refuse(how, in, "an object");
  value.clear();
  for (const auto& entry : in.items()) {
    if (!json::decode(entry.value(), value[entry.key()], how)) return at_key(how, entry.key());
  }
  return true;
}

}  // namespace xvm::json
