// Judging a lead: the walk over the tree, and where texts that a function makes are kept meanwhile.
#pragma once
#include <array>
#include <memory>
#include <vector>

#include "expression/expression.hpp"

namespace handoff {

/// Room for the texts that one judgement makes. Nothing is freed or moved before it ends, so no text overwrites another;
/// the first 512 bytes cost no allocation.
class Arena {
 public:
  /// `size` bytes; null once the texts of one judgement exceed 16 MiB.
  char* take(std::size_t size);
  /// Does the text lie here?
  bool holds(std::string_view text) const;

 private:
  char first_[512];
  std::size_t used_ = 0;
  std::size_t total_ = 0;
  struct Block { std::unique_ptr<char[]> bytes; std::size_t size; };
  std::vector<Block> more_;
};

/// AND of what two predicates may come to: each bit of the one (1 no, 2 yes, 4 null) with each of the other. A table,
/// since it is looked up many times a lead.
inline constexpr std::array<std::uint8_t, 64> and_of_possible = [] {
  std::array<std::uint8_t, 64> table{};
  for (unsigned a = 0; a < 8; ++a) {
    for (unsigned b = 0; b < 8; ++b) {
      const bool null = ((a & 4) != 0 && (b & 6) != 0) || ((b & 4) != 0 && (a & 2) != 0);
      table[a << 3 | b] = static_cast<std::uint8_t>(((a | b) & 1) | (a & b & 2) | (null ? 4 : 0));
    }
  }
  return table;
}();

/// What a predicate may come to: some of yes, no and `null`, which is SQL's NULL, what a blank makes of a comparison. More than one where something is not known of
/// the lead. Parts are taken each for itself, so it may hold more than can be (one unknown asked twice), and never less.
class Possible {
 public:
  constexpr explicit Possible(bool no, bool yes, bool null) : bits_(static_cast<std::uint8_t>((no ? 1 : 0) | (yes ? 2 : 0) | (null ? 4 : 0))) {}
  static constexpr Possible sure(bool truth) { return of_bits(truth ? 2 : 1); }
  static constexpr Possible blank() { return of_bits(4); }
  /// Of a cell that cannot be read: anything.
  static constexpr Possible any() { return of_bits(7); }
  /// Of values that are there, and which may be ranges.
  static constexpr Possible of(Tri tri) { return of_bits(tri == Tri::yes ? 2 : tri == Tri::no ? 1 : 3); }
  constexpr bool may_no() const { return bits_ & 1; }
  constexpr bool may_yes() const { return bits_ & 2; }
  constexpr bool may_null() const { return bits_ & 4; }
  constexpr bool only_no() const { return bits_ == 1; }
  constexpr bool only_yes() const { return bits_ == 2; }
  /// As three values: what a blank and what ignorance leaves open is unknown alike.
  constexpr Tri tri() const { return only_yes() ? Tri::yes : only_no() ? Tri::no : Tri::unknown; }
  friend constexpr Possible operator!(Possible a) { return of_bits(static_cast<std::uint8_t>((a.bits_ & 4) | (a.bits_ & 1) << 1 | (a.bits_ & 2) >> 1)); }
  friend constexpr Possible operator&(Possible a, Possible b) { return of_bits(and_of_possible[a.bits_ << 3 | b.bits_]); }
  friend constexpr Possible operator|(Possible a, Possible b) { return !((!a) & (!b)); }
  /// Either may be asked.
  friend constexpr Possible either(Possible a, Possible b) { return of_bits(a.bits_ | b.bits_); }

 private:
  static constexpr Possible of_bits(int bits) {
    Possible out(false, false, false);
    out.bits_ = static_cast<std::uint8_t>(bits);
    return out;
  }
  std::uint8_t bits_;
};

struct Walk {
  explicit Walk(const Judging& judging_) : judging(judging_) {}
  const Judging& judging;
  Arena arena;
};

/// Is a date later than as-of? Then it is not there yet.
inline bool is_later(const Value& date, const Judging& judging) { return date.present() && date.stamp.first > judging.as_of; }

Possible truth_of(const Expr& e, Walk& walk);
/// The same for a plain one, which needs no walk; expression_plain.cpp.
Possible truth_of_plain(const Expr& e, const Judging& judging);
Tri compare_texts(Cmp cmp, std::string_view a, std::string_view b, bool fold);
/// Of IN, but for NULL and what is not constant.
Tri in_constants(const Expr& e, const Value& value);
/// What may become of a predicate; the public truths are readings of it.
Possible possible(const Expr& expr, const Judging& judging);
/// The value itself where it lies ready (a cell, a literal), else `slot` filled with it.
const Value& value_of(const Expr& e, Walk& walk, Value& slot);

/// The functions; expression_calls.cpp. `truth_of_call` is for those that come to yes or no.
void call_function(const Expr& e, Walk& walk, Value& out);
Possible truth_of_call(const Expr& e, Walk& walk);

/// `within`: three-valued; what lies after the moment counts as within.
Tri is_within(const Stamp& at, const Stamp& moment, Seconds window);

void set_number(Value& out, Number number);
void set_flag(Value& out, Possible truth);
void set_text(Value& out, std::string_view text);
/// What a result is where an operand is not present: blank where one is blank, whatever the others are, else open.
void set_absent(Value& out, const Value& operand);
/// Of a value that may be `out` or `other`: what they have in common, the range of both, or open.
void widen(Value& out, const Value& other, Type type);

}  // namespace handoff
