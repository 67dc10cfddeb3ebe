// Judging a lead: the walk over the tree, and where texts that a function makes are kept meanwhile.
#pragma once
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

struct Walk {
  explicit Walk(const Judging& judging_) : judging(judging_) {}
  const Judging& judging;
  Arena arena;
};

Tri truth_of(const Expr& e, Walk& walk);
/// The same for a plain one, which needs no walk; expression_plain.cpp.
Tri truth_of_plain(const Expr& e, const Judging& judging);
Tri compare_texts(Cmp cmp, std::string_view a, std::string_view b, bool fold);
/// Of IN, but for NULL and what is not constant.
Tri in_constants(const Expr& e, const Value& value);
/// Does anything that a computed value is made of come from a cell that cannot be read, or that the export has not?
bool rests_on_unreadable(const Expr& e, const Walk& walk);
/// The value itself where it lies ready (a cell, a literal), else `slot` filled with it.
const Value& value_of(const Expr& e, Walk& walk, Value& slot);

/// The functions; expression_calls.cpp.
void call_function(const Expr& e, Walk& walk, Value& out);

/// `within`: three-valued; what lies after the moment counts as within.
Tri is_within(const Stamp& at, const Stamp& moment, Seconds window);

void set_number(Value& out, Number number);
void set_flag(Value& out, Tri truth);
void set_text(Value& out, std::string_view text);

}  // namespace handoff
