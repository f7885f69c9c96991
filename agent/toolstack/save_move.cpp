#include "agent/toolstack/save_move.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "agent/store/descriptor.hpp"

namespace xvm::agent {
namespace {

constexpr std::uint32_t whole_move_ms = 86'400'000;
constexpr std::uint32_t restore_ms = 3'600'000;

Called unknown(std::string why) { return {CallOutcome::unknown, std::move(why)}; }
Called refused(std::string why) { return {CallOutcome::refused, std::move(why)}; }

// Above 2: it becomes the standard input of a command.
Descriptor open_save(const std::string& path, int flags) {
  const Descriptor file(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
  return Descriptor(file.valid() ? ::fcntl(file.get(), F_DUPFD_CLOEXEC, 3) : -1);
}

// Exactly `bytes` from `input` into the file. Empty: done.
std::string take_save(int input, std::uint64_t bytes, const std::string& path) {
  const Descriptor file = open_save(path, O_CREAT | O_TRUNC | O_WRONLY);
  if (!file.valid()) return failed_status("write", path, errno).text;
  std::array<char, 65'536> buffer{};
  std::uint64_t taken = 0;
  for (;;) {
    const ssize_t n = ::read(input, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed_status("read", "the guest's memory", errno).text;
    if (n == 0) break;
    taken += static_cast<std::uint64_t>(n);
    for (ssize_t done = 0; done < n;) {
      const ssize_t w =
          ::write(file.get(), buffer.data() + done, static_cast<std::size_t>(n - done));
      if (w < 0 && errno != EINTR) return failed_status("write", path, errno).text;
      if (w > 0) done += w;
    }
  }
  if (taken == bytes) return {};
  return fmt::format("the guest's memory was cut short: {} of {} bytes", taken, bytes);
}

}  // namespace

bool SaveMove::keeps_source() const { return here_.tools_.paths().tool == Tool::xl; }

bool SaveMove::is_asked_to_stop() const {
  return here_.withdrawn_ || ::access(here_.folder_.abort_of(key_.uuid).c_str(), F_OK) == 0;
}

Called SaveMove::run(const ListedDomain& source) {
  const std::string path = here_.folder_.save_of(key_.uuid);
  // A save of an earlier move that was cut short is older than what runs: nobody may restore it.
  ::unlink(path.c_str());
  if (!open_save(path, O_CREAT | O_EXCL | O_WRONLY).valid()) {
    return refused(failed_status("write", path, errno).text);
  }
  std::vector<std::string> words{"save"};
  if (keeps_source()) words.emplace_back("-p");
  words.push_back(std::to_string(source.id));
  words.push_back(path);
  const CommandRun saved = here_.tools_.change(
      {.uuid = key_.uuid, .words = std::move(words), .timeout_ms = whole_move_ms});
  if (saved.end == CommandEnd::not_started) return refused("nothing begun: " + saved.note);
  if (!saved.succeeded()) return unknown(saved.note);
  const auto now = here_.stand(key_);
  if (!now.error.empty()) return unknown(now.error);
  const bool stands = now.domain && observation_of(*now.domain).activity == Activity::paused;
  if (keeps_source() && !stands) return unknown("it was saved, but is not paused");
  if (!keeps_source() && now.domain) return unknown("it was saved, but is active");
  if (is_asked_to_stop()) return stays("aborted before the copy");
  const Called sent = send();
  const Looked there = look_for_copy(peer_, key_);
  if (!copy_is_there(there)) {
    return stays(fmt::format("the target says {}; {} {}", to_text(there.seen.activity), sent.detail,
                             there.detail));
  }
  if (sent.outcome != CallOutcome::ok) return unknown(sent.detail);
  return keeps_source() ? end_source(*now.domain) : here_.undefine_after_move(key_, {});
}

Called SaveMove::send() {
  const std::string path = here_.folder_.save_of(key_.uuid);
  const Descriptor file = open_save(path, O_RDONLY);
  struct stat st {};
  if (!file.valid() || ::fstat(file.get(), &st) != 0) {
    return refused(failed_status("read", path, errno).text);
  }
  return peer_.receive(key_, static_cast<std::uint64_t>(st.st_size), file.get());
}

// Somebody may have set the source going meanwhile: then the copy is old, and it is for settling to
// say so.
Called SaveMove::end_source(const ListedDomain& saved) {
  const auto now = here_.stand(key_);
  if (!now.error.empty()) return unknown(now.error);
  const bool same = now.domain && now.domain->id == saved.id &&
                    now.domain->processor_time == saved.processor_time &&
                    observation_of(*now.domain).activity == Activity::paused;
  if (!same) return unknown("the source is not as it was saved");
  const Called gone = here_.destroy(key_);
  const auto after = here_.stand(key_);
  if (gone.outcome != CallOutcome::ok || !after.error.empty() || after.domain) {
    return unknown("the copy is on the target, but the source has not gone: " + gone.detail);
  }
  ::unlink(here_.folder_.save_of(key_.uuid).c_str());
  return here_.undefine_after_move(key_, {});
}

// The guest is to be at home, paused; settling sets it going.
Called SaveMove::stays(std::string why) {
  const std::string path = here_.folder_.save_of(key_.uuid);
  if (!keeps_source()) {
    const CommandRun back = here_.tools_.change({.uuid = key_.uuid,
                                                 .words = {"restore", "-p", path},
                                                 .timeout_ms = restore_ms,
                                                 .leaves_daemon = true});
    if (!back.succeeded()) {
      return unknown(fmt::format("{}; its memory is kept in {}: {}", why, path, back.note));
    }
  }
  ::unlink(path.c_str());
  return unknown(std::move(why));
}

Called ToolstackHypervisor::receive(const DomainKey& key, std::uint64_t bytes, int input) {
  const Standing now = stand(key);
  if (!now.error.empty()) return refused("nothing begun: " + now.error);
  if (now.domain) return refused("it is active here");
  if (!now.file.status) return refused(now.file.status.text);
  const std::string path = folder_.save_of(key.uuid);
  if (std::string fault = take_save(input, bytes, path); !fault.empty()) {
    ::unlink(path.c_str());
    return refused(std::move(fault));
  }
  const CommandRun restored = tools_.change({.uuid = key.uuid,
                                             .words = {"restore", "-p", path},
                                             .timeout_ms = restore_ms,
                                             .leaves_daemon = true});
  Called end = after(key, restored, Afterwards::absent);
  ::unlink(path.c_str());  // a copy: the source has its own
  return end;
}

}  // namespace xvm::agent
