#include "ci/rooms/source_file.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

namespace xvm::rooms {
namespace {

namespace fs = std::filesystem;

bool is_skipped(const std::string& path) {
  return path == ".git" || path == "build" || path == "ci/cache";
}

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// Blanks everything but line ends.
class Blanker {
 public:
  explicit Blanker(std::string text) : text_(std::move(text)) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(text_);
  }

 private:
  void step() {
    if (text_.compare(at_, 2, "//") == 0) {
      blank_to(text_.find('\n', at_));
    } else if (text_.compare(at_, 2, "/*") == 0) {
      blank_past(text_.find("*/", at_ + 2), 2);
    } else if (text_.compare(at_, 2, "R\"") == 0) {
      const std::size_t open = text_.find('(', at_);
      const std::string mark = text_.substr(at_ + 2, open - at_ - 2);
      blank_past(text_.find(")" + mark + "\"", at_), mark.size() + 2);
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !in_number())) {
      blank_quoted(text_[at_]);
    } else {
      ++at_;
    }
  }
  bool in_number() const {
    return at_ > 0 && std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }
  void blank_quoted(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\') text_[at_++] = ' ';
      if (at_ < text_.size() && text_[at_] != '\n') text_[at_] = ' ';
    }
    ++at_;
  }
  void blank_past(std::size_t end, std::size_t length) {
    blank_to(end == std::string::npos ? end : end + length);
  }
  void blank_to(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_) {
      if (text_[at_] != '\n') text_[at_] = ' ';
    }
  }

  std::string text_;
  std::size_t at_ = 0;
};

std::string stem_of(const SourceFile& file) { return fs::path(file.path).stem().string(); }

bool has_ending(const SourceFile& file, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view end) { return ends_with(file.path, end); });
}

}  // namespace

std::vector<SourceFile> read_tree(const fs::path& root) {
  std::vector<SourceFile> files;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
    const std::string path = at->path().lexically_relative(root).generic_string();
    if (is_skipped(path)) at.disable_recursion_pending();
    if (is_skipped(path) || !at->is_regular_file() || at->is_symlink()) continue;
    SourceFile file{path, read(at->path())};
    const bool is_binary = file.text.find('\0') != std::string::npos;
    if (!is_binary) files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<std::string> parts_of(std::string_view path, char between) {
  std::vector<std::string> parts(1);
  for (char c : path) {
    if (c == between) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines = parts_of(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

std::string code_of(const std::string& text) { return Blanker(text).run(); }

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string room_of(const SourceFile& file) {
  const std::size_t slash = file.path.find('/');
  return slash == std::string::npos ? "" : file.path.substr(0, slash);
}

bool is_cpp(const SourceFile& file) { return has_ending(file, {".cpp", ".hpp", ".c"}); }

bool is_source(const SourceFile& file) {
  const bool script = file.text.rfind("#!", 0) == 0;
  return script || is_cpp(file) || has_ending(file, {".sh", ".py", ".cmake", "CMakeLists.txt"});
}

bool is_test(const SourceFile& file) {
  const std::string stem = stem_of(file);
  return ends_with(stem, "_test") || ends_with(stem, "_fuzz") || ends_with(stem, "_bench") ||
         stem.find("_test_") != std::string::npos;
}

bool is_contract(const SourceFile& file) { return file.path.find("contract") != std::string::npos; }

}  // namespace xvm::rooms
