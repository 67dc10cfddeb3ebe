#include "logs/log_damage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "csv/zero_bytes.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

void UnfitRows::add(const BlockPlace& place, std::uint64_t source_size) {
  for (const Reject& reject : place.account->rejects) {
    ++rows_;
    if (is_furniture(reject.reason)) continue;
    ++damaged_;
    const Place here{place.file, place.first_line + reject.line, reject.reason};
    if (!first_ || std::tie(here.file, here.line) < std::tie(first_->file, first_->line)) first_ = here;
  }
  if (const auto line = zero_block_line(*place.account)) {
    const std::pair<std::size_t, std::uint64_t> here{place.file, place.first_line + *line};
    if (!zeros_ || here < *zeros_) zeros_ = here;
  }
  const std::optional<RejectReason> why = cut_off_row(*place.account, source_size);
  if (!why) return;
  cut_off_.resize(std::max(cut_off_.size(), place.file + 1));
  cut_off_[place.file] = why;
}

void UnfitRows::merge(const UnfitRows& other) {
  rows_ += other.rows_;
  damaged_ += other.damaged_;
  const auto place = [](const Place& one) { return std::tie(one.file, one.line); };
  if (other.first_ && (!first_ || place(*other.first_) < place(*first_))) first_ = other.first_;
  if (other.zeros_ && (!zeros_ || *other.zeros_ < *zeros_)) zeros_ = other.zeros_;
  cut_off_.resize(std::max(cut_off_.size(), other.cut_off_.size()));
  for (std::size_t file = 0; file < other.cut_off_.size(); ++file)
    if (other.cut_off_[file]) cut_off_[file] = other.cut_off_[file];
}

void UnfitRows::refuse_zeros(const std::vector<Input>& inputs) const {
  if (zeros_) refuse_zero_block(inputs[zeros_->first].source->name(), zeros_->second);
}

std::string UnfitRows::first(const std::vector<Input>& inputs) const {
  if (!first_) return {};
  return fmt::format("{} ({}:{})", reject_sentence(first_->reason), inputs[first_->file].source->name(), first_->line);
}

std::vector<std::string> UnfitRows::notes(const std::vector<Input>& inputs) const {
  std::vector<std::string> notes;
  for (std::size_t file = 0; file < cut_off_.size(); ++file)
    if (cut_off_[file]) notes.push_back(cut_off_note(inputs[file].source->name(), *cut_off_[file]));
  if (damaged_ <= notes.size()) return notes;  // they have been told
  const std::string place = fmt::format("{}:{}", inputs[first_->file].source->name(), first_->line);
  const std::string_view why = reject_sentence(first_->reason);
  notes.push_back(damaged_ == 1 ? fmt::format("{}: 1 row was set aside: it {}", place, why)
                                : fmt::format("{}: {} rows were set aside; the first {}", place, count_text(damaged_), why));
  return notes;
}

namespace {

std::uint64_t rows_of_kinds(const std::vector<LogDamage::Cells>& kinds) {
  std::uint64_t rows = 0;
  for (const LogDamage::Cells& kind : kinds) rows += kind.rows;
  return rows;
}

std::string with_between(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

/// `have no date or a lead id or a type that cannot be read`, of the kinds that there are.
std::string said_of_cells(const LogDamage& damage, bool one) {
  std::vector<std::string> parts, unreadable;
  for (const LogDamage::Cells& kind : damage.lacking)
    if (kind.rows > 0) parts.push_back(fmt::format("no {}", kind.what.substr(kind.what.find(' ') + 1)));
  for (const LogDamage::Cells& kind : damage.unreadable)
    if (kind.rows > 0) unreadable.emplace_back(kind.what);
  if (!unreadable.empty()) parts.push_back(fmt::format("{} that cannot be read", with_between(unreadable, " or ")));
  return fmt::format("{} {}", one ? "has" : "have", with_between(parts, " or "));
}

}  // namespace

std::uint64_t LogDamage::rows() const { return unfit + rows_of_kinds(lacking) + rows_of_kinds(unreadable); }

void LogDamage::require_few(std::string_view otherwise) const {
  if (rows() * 20 <= rows_read) return;
  const bool one = rows() == 1, cells = rows() > unfit;
  std::vector<std::string> what, firsts;
  if (unfit > 0) what.push_back(fmt::format("{} set aside", one ? "was" : "were"));
  if (cells) what.push_back(said_of_cells(*this, one));
  if (unfit > 0) firsts.push_back(fmt::format("the first {}", first_unfit));
  for (const Cells& kind : unreadable)
    if (kind.rows > 0 && !kind.first.empty())
      firsts.push_back(fmt::format("the first {}{}", unfit > 0 ? "that cannot be read is " : "", kind.first));
  const bool dates = unfit == 0 && !unreadable.empty() && unreadable.front().what == "a date" &&
                     unreadable.front().rows == rows();
  throw Error(file,
              fmt::format("{} of its {} rows {}, more than 5 %{}{}: {}", count_text(rows()), count_text(rows_read),
                          with_between(what, " or "), firsts.empty() ? "" : ", ", with_between(firsts, ", "), otherwise),
              unfit > 0 ? std::string("export the log again, or mend these rows, or say --allow-unproven to leave them out")
                        : fmt::format("mend these {}, or say --allow-unproven to leave the rows out",
                                      dates ? "dates" : "cells"));
}

}  // namespace handoff
