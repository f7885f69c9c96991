#include "model/trace/codec_step.hpp"
#include "model/trace/shapes.hpp"
#include "model/trace/variant_json.hpp"
#include "model/trace/vocabulary_json.hpp"

namespace xvm::json {

Out Codec<Event>::encode(const Event& event) { return encode_variant(event); }

bool Codec<Event>::decode(const In& in, Event& event, Decoding& how) {
  return decode_variant(in, event, "event", how);
}

}  // namespace xvm::json
