#include "agent/toolstack/listed_domain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "agent/toolstack/s_expression.hpp"

namespace xvm::agent {
namespace {

constexpr std::string_view incoming = "--incoming";
constexpr std::string_view migrated_away = "--migratedaway";

struct Word {
  std::string_view text;
  std::size_t begin = 0;
};

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (std::size_t at = 0;;) {
    at = line.find_first_not_of(" \t", at);
    if (at == std::string_view::npos) return words;
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    words.push_back({line.substr(at, end - at), at});
    at = end;
  }
}

template <class Number>
bool read_number(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

// xl's letters; xm has only 'c' in the fifth place.
bool is_state(std::string_view text) {
  constexpr std::string_view allowed[] = {"-r", "-b", "-p", "-s", "-rscwS?", "-d"};
  if (text.size() != 6) return false;
  for (std::size_t i = 0; i < 6; ++i) {
    if (allowed[i].find(text[i]) == std::string_view::npos) return false;
  }
  return true;
}

bool is_processor_time(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Name  ID  Mem  VCPUs  State  Time(s)  UUID  Reason-Code  Label. A name may hold blanks, so the
// columns are found from the UUID backwards; the last one that looks like a UUID is it.
std::optional<ListedDomain> read_line(std::string_view line) {
  const std::vector<Word> words = words_of(line);
  for (std::size_t u = words.size(); u-- > 6;) {
    ListedDomain domain;
    domain.uuid = in_lower_case(words[u].text);
    std::uint32_t processors = 0;
    const bool fits = is_uuid_text(domain.uuid) && is_processor_time(words[u - 1].text) &&
                      is_state(words[u - 2].text) && read_number(words[u - 3].text, processors) &&
                      read_number(words[u - 4].text, domain.memory_mib) &&
                      read_number(words[u - 5].text, domain.id);
    if (!fits) continue;
    domain.state = words[u - 2].text;
    domain.processor_time = words[u - 1].text;
    const std::size_t begin = words[0].begin;
    const Word& last = words[u - 6];
    domain.name = line.substr(begin, last.begin + last.text.size() - begin);
    return domain;
  }
  return std::nullopt;
}

// For a message: one bounded line.
std::string shown(std::string_view text) {
  std::string line(text.substr(0, std::min<std::size_t>(text.find('\n'), 80)));
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7f; }, '?');
  return line;
}

Listing not_understood(std::string_view what) {
  return {{}, fmt::format("the list of domains is not understood: '{}'", shown(what))};
}

// Two domains of one UUID, or no Domain-0: this is not what a toolstack says.
Listing checked(Listing listing) {
  const auto& all = listing.domains;
  const bool has_domain0 =
      std::any_of(all.begin(), all.end(), [](const ListedDomain& d) { return d.is_domain0(); });
  if (!has_domain0) return {{}, "the list of domains has no Domain-0"};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (all[i].uuid != all[j].uuid || all[i].is_domain0() || all[j].is_domain0()) continue;
      return {{},
              fmt::format("domains {} and {} have the same UUID {}", all[i].id, all[j].id,
                          all[i].uuid)};
    }
  }
  return listing;
}

// Nothing for a domain that xend stores and that does not run: it has no number.
std::optional<ListedDomain> read_expression(const SExpression& item, bool& understood) {
  ListedDomain domain;
  const std::string id = item.value_of("domid");
  understood = item.begins_with("domain");
  if (!understood || id.empty()) return std::nullopt;
  domain.name = item.value_of("name");
  domain.uuid = in_lower_case(item.value_of("uuid"));
  domain.state = item.value_of("state");
  domain.processor_time = item.value_of("cpu_time");
  const std::string memory = item.value_of("memory");
  if (!memory.empty()) understood = read_number(std::string_view(memory), domain.memory_mib);
  understood = understood && read_number(std::string_view(id), domain.id) &&
               is_uuid_text(domain.uuid) && is_state(domain.state);
  return domain;
}

}  // namespace

bool is_uuid_text(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

bool ListedDomain::is_half() const {
  return name.ends_with(incoming) || name.ends_with(migrated_away) || is_suspended();
}

std::string ListedDomain::plain_name() const {
  for (const std::string_view ending : {incoming, migrated_away}) {
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

const ListedDomain* Listing::find(std::string_view uuid) const {
  for (const ListedDomain& domain : domains) {
    if (!domain.is_domain0() && domain.uuid == uuid) return &domain;
  }
  return nullptr;
}

Listing read_xl_list(std::string_view text) {
  Listing listing;
  bool is_header = true;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (is_header) {
      const bool known = line.starts_with("Name ") && line.find("UUID") != std::string_view::npos;
      if (!known) return not_understood(line);
      is_header = false;
      continue;
    }
    std::optional<ListedDomain> domain = read_line(line);
    if (!domain) return not_understood(line);
    listing.domains.push_back(std::move(*domain));
  }
  if (is_header) return {{}, "the list of domains is empty"};
  return checked(std::move(listing));
}

Listing read_xm_list(std::string_view text) {
  const SReading reading = read_s_expressions(text);
  if (!reading.error.empty()) return {{}, "the list of domains is " + reading.error};
  Listing listing;
  for (const SExpression& item : reading.items) {
    bool understood = false;
    std::optional<ListedDomain> domain = read_expression(item, understood);
    if (!understood) return not_understood(item.value_of("name"));
    if (domain) listing.domains.push_back(std::move(*domain));
  }
  return checked(std::move(listing));
}

// Dying and shut down first: their other flags are what was left standing.
Observation observation_of(const ListedDomain& domain) {
  if (!is_state(domain.state)) return {};
  if (domain.has('d')) return {.activity = Activity::dying};
  const char reason = domain.state[4];
  if (reason == 'c' || reason == 'w') return {.activity = Activity::crashed};
  if (domain.is_half()) {
    return {.activity = Activity::incomplete, .pause = PauseReason::migration};
  }
  if (domain.state[3] == 's') {
    if (reason == '?') return {};
    return {.activity = Activity::in_shutdown};
  }
  if (domain.has('p')) return {.activity = Activity::paused, .pause = PauseReason::user};
  if (domain.has('r')) return {.activity = Activity::running};
  if (domain.has('b')) return {.activity = Activity::blocked};
  return {.activity = Activity::no_state};
}

}  // namespace xvm::agent
