#include "agent/plugin/command_words.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

constexpr std::string_view separators = " \t\r\n";
constexpr std::string_view operators = "|&;<>()";
constexpr std::string_view kept_by_backslash_in_quotes = "\"\\$`\n";

bool is_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  CommandWords run() {
    while (error_.empty() && at_ < text_.size()) take(text_[at_]);
    finish_word();
    if (error_.empty() && words_.empty()) error_ = "the command is empty";
    if (!error_.empty()) return {{}, std::move(error_)};
    return {std::move(words_), {}};
  }

 private:
  void take(char c) {
    if (c == '\0') {
      error_ = fmt::format("a NUL byte at byte {}", at_);
    } else if (is_in(c, separators)) {
      finish_word();
      ++at_;
    } else if (c == '\\') {
      take_backslash();
    } else if (c == '\'') {
      take_single_quotes();
    } else if (c == '"') {
      take_double_quotes();
    } else if (is_in(c, operators)) {
      error_ = fmt::format(
          "unquoted '{}' at byte {}: no shell runs the command; quote it, or put the command into "
          "a "
          "script",
          c, at_);
    } else {
      put(c);
      ++at_;
    }
  }

  void take_backslash() {
    if (at_ + 1 == text_.size()) {
      error_ = "a backslash at the end of the command";
      return;
    }
    const char kept = text_[at_ + 1];
    if (kept == '\0') {
      error_ = fmt::format("a NUL byte at byte {}", at_ + 1);
    } else if (kept != '\n') {
      put(kept);
    }
    at_ += 2;
  }

  void take_single_quotes() {
    const std::size_t end = text_.find('\'', at_ + 1);
    if (end == std::string_view::npos) return unterminated();
    for (std::size_t i = at_ + 1; i < end; ++i) put(text_[i]);
    close_quotes(end);
  }

  void take_double_quotes() {
    std::size_t i = at_ + 1;
    for (; i < text_.size() && text_[i] != '"'; ++i) {
      const bool escapes = text_[i] == '\\' && i + 1 < text_.size() &&
                           is_in(text_[i + 1], kept_by_backslash_in_quotes);
      if (escapes) ++i;
      if (!escapes || text_[i] != '\n') put(text_[i]);
    }
    if (i >= text_.size()) return unterminated();
    close_quotes(i);
  }

  void put(char c) {
    if (c == '\0') error_ = "a NUL byte in quotes";
    word_ += c;
    in_word_ = true;
  }
  // Quotes make a word even when nothing is between them.
  void close_quotes(std::size_t end) {
    in_word_ = true;
    at_ = end + 1;
  }
  void unterminated() {
    error_ = fmt::format("the {} at byte {} is never closed", text_[at_], at_);
  }
  void finish_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;
  std::vector<std::string> words_;
  std::string error_;
};

}  // namespace

CommandWords split_words(std::string_view command_line) { return Splitter(command_line).run(); }

}  // namespace xvm::agent
