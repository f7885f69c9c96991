// fakes/gds/rgm_log.hpp
//
// Purpose: rgm.log in the state folder: one line per event of note, KEY=VALUE words after a time.
//   12.345 launch node=A group=web-rg resource=web method=stop timeout_s=600 share_s=480 number=7
//   14.001 end node=A group=web-rg resource=web method=stop exit=0 killed=no ms=1656 number=7
// The time is seconds of the monotonic clock since fake-rgm began.
// Thread rule: fake-rgm's one thread.
//
//   log.line(fmt::format("node-died node={}", name));
#pragma once

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

namespace xvm::fakes::gds {

class RgmLog {
 public:
  explicit RgmLog(const std::filesystem::path& file) : file_(std::fopen(file.c_str(), "ae")) {}
  ~RgmLog() {
    if (file_ != nullptr) std::fclose(file_);
  }
  RgmLog(const RgmLog&) = delete;
  RgmLog& operator=(const RgmLog&) = delete;

  void line(const std::string& text) {
    if (file_ == nullptr) return;
    const std::chrono::duration<double> since = Clock::now() - begin_;
    std::fprintf(file_, "%.3f %s\n", since.count(), text.c_str());
    std::fflush(file_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::FILE* file_;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace xvm::fakes::gds
