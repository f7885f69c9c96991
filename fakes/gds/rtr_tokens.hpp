// fakes/gds/rtr_tokens.hpp
//
// Purpose: takes a resource type registration file apart (rt_reg(4)): words, quoted texts, the
// signs { } ; = , and the directives that begin with #$. Every other comment is dropped.
// Thread rule: one thread per object.
//
//   RtrTokens tokens("Resource_type = xvm;");
//   tokens.name().text == "Resource_type";  tokens.want("=");  tokens.value().text == "xvm";
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xvm::fakes::gds {

struct RtrToken {
  enum class Kind { word, quoted, sign, directive };
  Kind kind = Kind::word;
  std::string text;  // of a directive: the line from "#$" on
  int line = 1;
};

// Throws std::runtime_error "line N: TEXT".
[[noreturn]] void fail_in_rtr(int line, const std::string& text);

class RtrTokens {
 public:
  // Throws what fail_in_rtr throws; so do all that follow.
  explicit RtrTokens(std::string_view text);

  bool end() const { return index_ >= all_.size(); }
  const RtrToken& look() const;
  RtrToken take();
  bool looks_at(std::string_view sign) const;
  bool take_if(std::string_view sign);
  void want(std::string_view sign);
  RtrToken name();                    // a word without quotes
  RtrToken value();                   // a word or a quoted text
  std::vector<std::string> values();  // one or more, with commas between

 private:
  void skip_blank();
  RtrToken next();
  RtrToken quoted();

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<RtrToken> all_;
  std::size_t index_ = 0;
};

}  // namespace xvm::fakes::gds
