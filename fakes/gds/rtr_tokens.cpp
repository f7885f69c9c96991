#include "fakes/gds/rtr_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace xvm::fakes::gds {
namespace {

bool is_sign(char c) { return std::string_view("{};=,").find(c) != std::string_view::npos; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void fail_in_rtr(int line, const std::string& text) {
  throw std::runtime_error(fmt::format("line {}: {}", line, text));
}

RtrTokens::RtrTokens(std::string_view text) : text_(text) {
  int line = 1;
  for (const char c : text) {
    if (c == '\n') ++line;
    if (static_cast<unsigned char>(c) > 0x7f) fail_in_rtr(line, "only ASCII is allowed");
  }
  while (skip_blank(), at_ < text_.size()) all_.push_back(next());
}

const RtrToken& RtrTokens::look() const {
  if (end()) fail_in_rtr(line_, "the file ends too soon");
  return all_[index_];
}

RtrToken RtrTokens::take() {
  RtrToken token = look();
  ++index_;
  return token;
}

bool RtrTokens::looks_at(std::string_view sign) const {
  return !end() && all_[index_].kind == RtrToken::Kind::sign && all_[index_].text == sign;
}

bool RtrTokens::take_if(std::string_view sign) {
  if (!looks_at(sign)) return false;
  ++index_;
  return true;
}

void RtrTokens::want(std::string_view sign) {
  if (!take_if(sign)) {
    fail_in_rtr(look().line, fmt::format("'{}' wanted, not '{}'", sign, look().text));
  }
}

RtrToken RtrTokens::name() {
  RtrToken token = take();
  if (token.kind == RtrToken::Kind::word) return token;
  fail_in_rtr(token.line, fmt::format("a name wanted, not '{}'", token.text));
}

RtrToken RtrTokens::value() {
  RtrToken token = take();
  if (token.kind == RtrToken::Kind::word || token.kind == RtrToken::Kind::quoted) return token;
  fail_in_rtr(token.line, fmt::format("a value wanted, not '{}'", token.text));
}

std::vector<std::string> RtrTokens::values() {
  std::vector<std::string> texts;
  do texts.push_back(value().text);
  while (take_if(","));
  return texts;
}

void RtrTokens::skip_blank() {
  while (at_ < text_.size()) {
    if (text_[at_] == '#' && !text_.substr(at_).starts_with("#$")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (is_blank(text_[at_])) {
      if (text_[at_++] == '\n') ++line_;
    } else {
      return;
    }
  }
}

RtrToken RtrTokens::quoted() {
  const auto stop = text_.find('"', at_ + 1);
  if (stop == std::string_view::npos) fail_in_rtr(line_, "a quote is not closed");
  RtrToken token{RtrToken::Kind::quoted, std::string(text_.substr(at_ + 1, stop - at_ - 1)), line_};
  line_ += static_cast<int>(std::count(token.text.begin(), token.text.end(), '\n'));
  at_ = stop + 1;
  return token;
}

RtrToken RtrTokens::next() {
  if (text_[at_] == '"') return quoted();
  if (is_sign(text_[at_])) return {RtrToken::Kind::sign, std::string(1, text_[at_++]), line_};
  RtrToken token{.kind = RtrToken::Kind::word, .text = {}, .line = line_};
  if (text_[at_] == '#') {
    token.kind = RtrToken::Kind::directive;
    while (at_ < text_.size() && text_[at_] != '\n') token.text += text_[at_++];
    return token;
  }
  while (at_ < text_.size() && !is_sign(text_[at_]) && !is_blank(text_[at_]) && text_[at_] != '#' &&
         text_[at_] != '"') {
    token.text += text_[at_++];
  }
  return token;
}

}  // namespace xvm::fakes::gds
