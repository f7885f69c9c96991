#include "sim/view/page.hpp"

#include "model/json/codec.hpp"
#include "model/trace/codec_entry.hpp"
#include "sim/view/report_files.hpp"

#include <map>

namespace xvm::sim::view {
namespace {

using json::Out;

Out origin_json(const Origin& o) {
  return {{"program", o.program}, {"version", o.version}, {"engine", o.engine},
          {"started", o.started}, {"name", o.name},       {"repeat", o.repeat},
          {"drawn", o.drawn},     {"result", o.result}};
}

// Lists instead of objects: there are thousands. report/timeline.js knows the order.
Out bar_json(const Bar& b) {
  return Out::array({to_text(b.track), b.node, b.domain, b.about, b.state, b.text, b.is_bad,
                     b.is_open, b.begin_us, b.end_us, b.first, b.last});
}
Out happening_json(const Happening& h) {
  return Out::array({h.at_us, h.node, h.domain, to_text(h.kind), h.is_key, h.method, h.text});
}
Out crossing_json(const Crossing& c) {
  return Out::array({c.domain, c.source, c.target, c.begin_us, c.end_us, c.first});
}

template <class T, class F>
Out list_of(const std::vector<T>& values, F&& to_json) {
  Out list = Out::array();
  for (const T& value : values) list.push_back(to_json(value));
  return list;
}

// No '<' can end the script element that holds the text; in JSON it stands in strings alone.
std::string without_tags(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string data_text(const Timeline& t) {
  Out data = Out::object();
  data["origin"] = origin_json(t.origin);
  data["nodes"] = t.nodes;
  data["domains"] = t.domains;
  data["end"] = t.end_us;
  data["violations"] = t.violations;
  data["bars"] = list_of(t.bars, bar_json);
  data["happenings"] = list_of(t.happenings, happening_json);
  data["crossings"] = list_of(t.crossings, crossing_json);
  return without_tags(data.dump(-1, ' ', /*ensure_ascii=*/false, Out::error_handler_t::replace));
}

// The lines as they were written, as one JSON array.
std::string entries_text(const Timeline& t) {
  std::string text = "[";
  for (const trace::Entry& e : t.entries) {
    text += (text.size() == 1 ? "\n" : ",\n") + without_tags(trace::print_line(e));
  }
  return text + "\n]";
}

// Places are looked for in the template alone: the trace may hold anything.
std::string filled(std::string_view page, const std::map<std::string_view, std::string>& places) {
  std::string text;
  for (;;) {
    const std::size_t at = page.find("{{");
    const std::size_t end = at == page.npos ? page.npos : page.find("}}", at);
    text += page.substr(0, at);
    if (end == page.npos) return text;
    text += places.at(page.substr(at + 2, end - at - 2));
    page.remove_prefix(end + 2);
  }
}

}  // namespace

std::string page_of(const Timeline& t) {
  return filled(report_html, {{"style", std::string(report_css)},
                              {"script", std::string(report_js)},
                              {"timeline", data_text(t)},
                              {"entries", entries_text(t)}});
}

}  // namespace xvm::sim::view
