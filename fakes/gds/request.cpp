#include "fakes/gds/request.hpp"

#include "fakes/gds/local_socket.hpp"

#include <unistd.h>

#include <cstdlib>

namespace xvm::fakes::gds {
namespace {

std::chrono::milliseconds longest_wait() {
  const char* text = std::getenv("XVM_FAKE_WAIT_S");
  const double seconds = text == nullptr ? 900.0 : std::strtod(text, nullptr);
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0));
}

}  // namespace

int ask_rgm(Call& call, Json request) {
  request["node"] = call.folder.node;
  const int socket = connect_to(call.folder.socket());
  if (socket < 0) {
    return call.refuse(SchaError::internal,
                       "no fake-rgm listens at " + call.folder.socket().string());
  }
  std::optional<std::string> line;
  if (send_line(socket, request.dump())) line = receive_line(socket, longest_wait());
  ::close(socket);
  if (!line) return call.refuse(SchaError::timeout, "fake-rgm gave no answer in time");
  const Json answer = Json::parse(*line, nullptr, false);
  if (!answer.is_object()) return call.refuse(SchaError::internal, "bad answer: " + *line);
  call.out += answer.value("out", "");
  const int code = answer.value("code", exit_code(SchaError::internal));
  const std::string err = answer.value("err", "");
  return err.empty() ? code : call.refuse(code, err);
}

}  // namespace xvm::fakes::gds
