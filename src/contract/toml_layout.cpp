// A walk over TOML that knows strings, comments and brackets, and nothing of what they mean: toml++ has already found the text good.
#include "toml_layout.hpp"

#include <algorithm>

namespace handoff {
namespace {

class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  std::vector<LayoutItem> items() {
    while (skip_to_item()) out_.push_back(text_[at_] == '[' ? header() : key_and_value());
    return std::move(out_);
  }
  std::vector<LayoutComment> comments() { return std::move(comments_); }

 private:
  bool more() const { return at_ < text_.size(); }
  char now() const { return text_[at_]; }
  void skip_comment() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find('\n', at_), text_.size());
    comments_.push_back({begin, at_});
  }
  void skip_blanks() {
    while (more() && (now() == ' ' || now() == '\t')) ++at_;
  }

  bool skip_to_item() {
    while (more()) {
      if (now() == '#') skip_comment();
      else if (std::string_view(" \t\r\n").find(now()) != std::string_view::npos) ++at_;
      else return true;
    }
    return false;
  }

  void skip_string() {
    const char quote = now();
    const std::string three(3, quote);
    const bool many_lines = text_.substr(at_, 3) == three;
    at_ += many_lines ? 3 : 1;
    while (more()) {
      if (now() == '\\' && quote == '"') {
        at_ = std::min(at_ + 2, text_.size());
      } else if (many_lines && text_.substr(at_, 3) == three) {
        at_ += 3;
        while (more() && now() == quote) ++at_;  // up to two quotes may end the text itself
        return;
      } else if (!many_lines && now() == quote) {
        ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  /// The parts of a dotted key, up to `stop`, which is not taken.
  std::vector<std::string> path(char stop) {
    std::vector<std::string> parts(1);
    while (more() && now() != stop) {
      if (now() == '.') {
        parts.emplace_back();
        ++at_;
      } else if (now() == '"' || now() == '\'') {
        const std::size_t from = at_;
        skip_string();
        parts.back() += text_.substr(from + 1, at_ - from - 2);
      } else {
        if (now() != ' ' && now() != '\t') parts.back() += now();
        ++at_;
      }
    }
    return parts;
  }

  LayoutItem header() {
    LayoutItem item;
    item.begin = at_;
    const bool list = text_.substr(at_, 2) == "[[";
    item.kind = list ? LayoutItem::Kind::array_table : LayoutItem::Kind::table;
    at_ += list ? 2 : 1;
    item.path = path(']');
    at_ = std::min(at_ + (list ? 2 : 1), text_.size());
    item.end = at_;
    return item;
  }

  LayoutItem key_and_value() {
    LayoutItem item;
    item.begin = at_;
    item.path = path('=');
    if (more()) ++at_;
    skip_blanks();
    int depth = 0;
    item.end = at_;
    while (more()) {
      const char c = now();
      if (depth == 0 && (c == '\n' || c == '\r' || c == '#')) break;
      if (c == '#') {
        skip_comment();
        continue;
      }
      if (c == '"' || c == '\'') {
        skip_string();
      } else {
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        ++at_;
        if (std::string_view(" \t\r\n").find(c) != std::string_view::npos) continue;  // blanks do not end a value
      }
      item.end = at_;
    }
    return item;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<LayoutItem> out_;
  std::vector<LayoutComment> comments_;
};

}  // namespace

std::vector<LayoutItem> toml_layout(std::string_view text) { return Walk(text).items(); }

std::vector<LayoutComment> toml_comments(std::string_view text) {
  Walk walk(text);
  walk.items();
  return walk.comments();
}

}  // namespace handoff
