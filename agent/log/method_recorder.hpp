// agent/log/method_recorder.hpp
//
// Purpose: makes the log and the trace of one method from what the driver tells. Each decision is
// one line: what was observed, what follows, and where the table stands. With debug on, the whole
// trace is written as NDJSON (model/trace), which can be fed back through the tables.
// Thread rule: called by the loop only.
//
//   MethodRecorder recorder(log, names, {.node = "n1", .resource = "web-rs"}, trace_writer);
#pragma once

#include "agent/driver/recorder.hpp"
#include "agent/log/log.hpp"
#include "model/trace/step_text.hpp"
#include "model/trace/writer.hpp"

#include <map>
#include <optional>

namespace xvm::agent {

struct Identity {
  std::string node;
  std::string domain;
  std::string resource;
};

class MethodRecorder final : public Recorder {
 public:
  // `trace` may be null: no debug.
  MethodRecorder(Log& log, trace::NodeNames names, Identity identity, trace::Writer* trace);

  void begun(const Setting& setting) override;
  void stepped(std::int64_t at_us, const Machine& before, const Event& event, Taken taken,
               const Outbox& actions, const Machine& after) override;
  void detail(std::string_view what, std::string_view text) override;
  void gave_up(std::string_view what, std::int64_t bound_ms) override;
  void late(std::int64_t at_us, std::string_view what, const Answer& answer) override;

 private:
  void write(std::int64_t at_us, trace::Payload payload);

  Log& log_;
  trace::NodeNames names_;
  Identity identity_;
  trace::Writer* trace_;
  std::optional<Method> method_;
  std::uint64_t sequence_ = 0;
  std::map<std::string, std::string> last_details_;  // by call
};

}  // namespace xvm::agent
