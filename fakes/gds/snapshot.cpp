#include "fakes/gds/snapshot.hpp"

#include "fakes/gds/call.hpp"

namespace xvm::fakes::gds {

std::optional<Snapshot> Snapshot::read(const StateFolder& folder) {
  const auto text = read_text(folder.snapshot());
  if (!text) return std::nullopt;
  Json cluster = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!cluster.is_object()) return std::nullopt;
  return Snapshot(std::move(cluster));
}

const Json* Snapshot::named(const char* list, std::string_view name) const {
  const auto items = cluster_.find(list);
  if (items == cluster_.end()) return nullptr;
  for (const Json& item : *items) {
    if (item.value("name", std::string()) == name) return &item;
  }
  return nullptr;
}

const Json* Snapshot::type(std::string_view name) const {
  const auto types = cluster_.find("types");
  if (types == cluster_.end()) return nullptr;
  const std::string_view plain = name.substr(0, name.find(':'));
  const auto found = types->find(std::string(plain));
  if (found == types->end()) return nullptr;
  if (plain != name && name.substr(plain.size() + 1) != found->value("version", std::string())) {
    return nullptr;
  }
  return &*found;
}

std::vector<std::string> Snapshot::names(const char* list) const {
  std::vector<std::string> result;
  const auto items = cluster_.find(list);
  if (items == cluster_.end()) return result;
  for (const Json& item : *items) result.push_back(item.value("name", std::string()));
  return result;
}

const Json* member(const Json& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (same_word(it.key(), name)) return &it.value();
  }
  return nullptr;
}

const Json& part(const Json& object, const char* key) {
  static const Json empty = Json::object();
  const auto found = object.find(key);
  return found == object.end() ? empty : *found;
}

std::string value_lines(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "TRUE\n" : "FALSE\n";
  if (value.is_string()) return value.get<std::string>() + "\n";
  if (value.is_array()) {
    std::string lines;
    for (const Json& element : value) lines += value_lines(element);
    return lines;
  }
  return value.is_null() ? "\n" : value.dump() + "\n";
}

std::string node_text(const Json& item, const char* key, const std::string& node,
                      const char* otherwise) {
  const auto texts = item.find(key);
  return texts == item.end() ? otherwise : texts->value(node, std::string(otherwise));
}

}  // namespace xvm::fakes::gds
