// Every value carries its kind and texts their length, so that no two meanings can be written alike.
#include "signing/digest.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace handoff {
namespace {

std::string counted(std::string_view text) { return std::to_string(text.size()) + ":" + std::string(text); }

/// 1 and 1.0 are one number.
std::string number_text(const toml::node& node) {
  if (const auto* whole = node.as_integer()) return "n" + std::to_string(whole->get());
  const double number = node.as_floating_point()->get();
  if (number == std::floor(number) && std::fabs(number) < 9.0e15) return "n" + std::to_string(static_cast<long long>(number));
  std::array<char, 32> buffer{};
  const auto [end, fault] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return "n" + std::string(buffer.data(), fault == std::errc() ? end : buffer.data());
}

std::string padded(unsigned value, unsigned width) {
  std::string digits = std::to_string(value);
  return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

std::string date_text(const toml::date& date) { return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2); }

std::string time_text(const toml::time& time) {
  return padded(time.hour, 2) + ":" + padded(time.minute, 2) + ":" + padded(time.second, 2) + "." + padded(time.nanosecond, 9);
}

class Writer {
 public:
  explicit Writer(const Document& doc, std::optional<int> rules = {}) : doc_(doc), rules_(rules) {}

  /// Empty: the node means nothing beyond its absence.
  std::string write(const toml::node& node) const {
    if (const auto it = doc_.meaning.find(&node); it != doc_.meaning.end()) return it->second.empty() ? "" : "m" + counted(it->second);
    switch (node.type()) {
      case toml::node_type::table: return write_table(*node.as_table());
      case toml::node_type::array: return write_array(*node.as_array());
      case toml::node_type::string: return "s" + counted(node.as_string()->get());
      case toml::node_type::integer:
      case toml::node_type::floating_point: return number_text(node);
      case toml::node_type::boolean: return node.as_boolean()->get() ? "yes" : "no";
      case toml::node_type::date: return "d" + date_text(node.as_date()->get());
      case toml::node_type::time: return "t" + time_text(node.as_time()->get());
      case toml::node_type::date_time: {
        const toml::date_time& moment = node.as_date_time()->get();
        return "d" + date_text(moment.date) + "T" + time_text(moment.time) + (moment.offset ? std::to_string(moment.offset->minutes) : "");
      }
      default: return "";
    }
  }

 private:
  std::string write_table(const toml::table& table) const {
    struct Part {
      std::string_view key;
      toml::source_position at;
      const toml::node* node;
    };
    std::vector<Part> parts;
    for (auto&& [key, node] : table) parts.push_back({key.str(), key.source().begin, &node});
    const bool ordered = doc_.ordered.count(&table) > 0;
    std::sort(parts.begin(), parts.end(), [ordered](const Part& a, const Part& b) { return ordered ? a.at < b.at : a.key < b.key; });
    const bool head = &table == doc_.root.get("contract");
    std::string inside;
    for (const Part& part : parts) {
      if (head && part.key == "signature") continue;
      const bool names_rules = rules_ && &table == &doc_.root && part.key == "handoff";
      const std::string value = names_rules ? fmt::format("n{}", *rules_) : write(*part.node);
      if (!value.empty()) inside += counted(part.key) + "=" + value + ";";
    }
    return inside.empty() ? "" : "{" + inside + "}";
  }

  std::string write_array(const toml::array& list) const {
    std::string inside;
    for (const toml::node& item : list) inside += write(item) + ",";
    return "[" + inside + "]";
  }

  const Document& doc_;
  std::optional<int> rules_;
};

}  // namespace

std::string canonical_text(const Document& doc) { return Writer(doc).write(doc.root); }

std::string sha256_hex(std::string_view text, const std::string& where) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);  // what the machine's openssl.cnf says is about keys and connections
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(where, "SHA-256 is not available on this machine", "install a libcrypto that has it");
  }
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += hex[bytes[i] >> 4];
    out += hex[bytes[i] & 15];
  }
  return out;
}

std::string digest(const Document& doc, std::optional<int> rules) { return "sha256:" + sha256_hex(Writer(doc, rules).write(doc.root), doc.file); }

}  // namespace handoff
