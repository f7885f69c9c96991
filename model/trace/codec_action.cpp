#include "model/trace/codec_step.hpp"
#include "model/trace/shapes.hpp"
#include "model/trace/variant_json.hpp"
#include "model/trace/vocabulary_json.hpp"

namespace xvm::json {

Out Codec<Action>::encode(const Action& action) { return encode_variant(action); }

bool Codec<Action>::decode(const In& in, Action& action, Decoding& how) {
  return decode_variant(in, action, "action", how);
}

}  // namespace xvm::json
