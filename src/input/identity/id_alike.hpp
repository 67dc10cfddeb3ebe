// Ids that were one and are no longer: a spreadsheet drops the zeros that a number begins with, and Salesforce shows one id with 15 characters or with 18.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace handoff {

/// How two ids of one lead may differ.
enum class IdsAlike : std::uint8_t { no, zeros, lengths };

/// Which forms the ids of one side have, at the cost of a glance for each.
class IdForms {
 public:
  void add(std::string_view id) {
    if (id.empty()) return;
    const std::uint64_t length = std::uint64_t{1} << (id.size() < 63 ? id.size() : 63);
    lengths_ |= length;
    if (id.front() == '0') zeros_ |= length;
  }
  void merge(const IdForms& other) { lengths_ |= other.lengths_, zeros_ |= other.zeros_; }
  /// `has(text)`: does this side have that id? Asked of the forms that the id of the other side may have here, which of most ids are none.
  template <class Has>
  IdsAlike find(std::string_view id, const Has& has) const {
    if (id.size() == 15 && holds(lengths_, 18) && has(with_check(id))) return IdsAlike::lengths;
    if (id.size() == 18 && holds(lengths_, 15) && has(std::string(id.substr(0, 15)))) return IdsAlike::lengths;
    if (zeros_ == 0 && (id.empty() || id.front() != '0')) return IdsAlike::no;
    if (id.empty() || id.size() > longest || id.find_first_not_of("0123456789") != std::string_view::npos) return IdsAlike::no;
    const std::string_view bare = id.substr(std::min(id.find_first_not_of('0'), id.size() - 1));
    if (bare.size() < id.size() && holds(lengths_, bare.size()) && has(std::string(bare))) return IdsAlike::zeros;
    for (std::size_t size = id.size() + 1; size <= longest; ++size)
      if (holds(zeros_, size) && has(std::string(size - id.size(), '0').append(id))) return IdsAlike::zeros;
    return IdsAlike::no;
  }

 private:
  static constexpr std::size_t longest = 20;
  static bool holds(std::uint64_t lengths, std::size_t length) { return ((lengths >> length) & 1) != 0; }
  /// An id of 15 characters with the three that Salesforce adds.
  static std::string with_check(std::string_view id);
  std::uint64_t lengths_ = 0, zeros_ = 0;   // bit n: there is one of n bytes; one of these begins with 0
};

/// `; they differ in leading zeros alone ...`: the cause, for a note or a refusal; empty: there is none.
std::string cause_of_alike(IdsAlike how);

}  // namespace handoff
