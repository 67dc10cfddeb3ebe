// One pass over the leads that count, whatever they are counted into: exclusions, --where, the set-aside rows, the account.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/report/report.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/measures/sample.hpp"
#include "handoff/judging/seen_texts.hpp"
#include "logs/event_log.hpp"
#include "reading/input_notes.hpp"
#include "reading/lead_logs.hpp"
#include "scan/scan.hpp"
#include "scan/threads.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// Decides which leads count, and counts those that do not, by file and by the name of what took them out.
class LeadFilter {
 public:
  LeadFilter(const Contract& contract, const Settings& settings, std::vector<std::uint64_t> file_starts);
  /// Unknown: nobody knows whether [exclude] or --where takes it out.
  Tri passes(const Judging& judging);
  void merge(const LeadFilter& other);
  void reset();
  /// Takes the leads that do not count out of the accounts of the files.
  void take_out(std::vector<InputAccount>& accounts) const;
  /// Of how many leads nobody knows whether they count. `in_bounds`: they are in the bounds of rates; else nowhere.
  std::vector<std::string> notes(bool in_bounds) const;
  /// What the leads say that [exclude] keeps, whatever --where makes of them; where the scan reads it.
  const ContentSum& content() const { return content_; }

 private:
  std::string reason_name(std::size_t reason) const;
  std::vector<std::vector<std::uint64_t>> taken_out_;   // by file, by exclusion; then --where; --where that is not known; by exclusion that is not known
  std::vector<std::uint64_t> perhaps_excluded_;         // by exclusion: leads that are counted all the same, with --allow-unproven
  ContentSum content_;
  const Contract& contract_;
  const Settings& settings_;
  std::vector<std::uint64_t> file_starts_;
};

/// Refuses an export that lacks a column which would tell which leads are counted. Throws Error.
void require_proof(const Contract& contract, const Settings& settings, const std::vector<bool>& absent);

class OutputFile;
class RejectsFile;
/// Into a file; rows can be taken back where it may begin again.
RowsOut rows_to(OutputFile& file);

/// What a command needs of a scan, besides its counters.
struct ScanNeeds {
  std::vector<FieldId> needed;
  std::vector<std::string> id_nulls;  ///< words that mean missing for lead_id alone, besides the contract's own
  std::vector<FieldId> optional;   ///< read where the export has them; nothing is said where it has not
  RowsOut rows;                    ///< where rows go that the counters make
  bool email_duplicates = false;   ///< else they are counted where a clause asks for them
  bool content = false;            ///< Coverage::content is wanted
  bool commitments = false, scores = false;   ///< the command judges leads by these clauses of the contract too
  bool reports_damage = false;       ///< a needed date column without a readable date is reported in a note, not refused
  const EventLog* signals = nullptr;   ///< joined to each lead by its id
  const LeadLogs* logs = nullptr;      ///< joined too; a lead then counts once for each entry of its history
};

/// What the scan says about the input, ready for the report.
struct Coverage {
  std::vector<InputAccount> accounts;
  std::vector<std::string> notes;
  std::vector<std::string> said_ids;   ///< lead ids that the notes name
  ScanResult scan;
  JoinCounts joined;
  std::vector<TextInNoRow> texts;  ///< of the contract and --where, that no row has
  ContentSum content;              ///< of the leads that [exclude] keeps; where it was wanted
};

/// One worker's counters, made anew when the leads come again. Each lead is judged once for all of them. A counter has `add` and `merge`; one that makes rows adds with a string to write them to; one
/// that has `takes_unsure` is given the leads too of which nobody knows whether they are wanted.
template <class... Counters>
class CounterSink final : public LeadSink {
 public:
  using All = std::tuple<std::unique_ptr<Counters>...>;
  CounterSink(const Contract& contract, const Settings& settings, const std::vector<bool>& absent, std::function<All()> make)
      : counters(make()), judge_(contract, settings.as_of, absent, settings.counting), make_(std::move(make)) {}
  void lead(const Judging& judging) override {
    judge_.take(judging);
    each([&](auto& counter) {
      if (!takes_unsure(counter) && judging.wanted != Tri::yes) return;
      if constexpr (requires { counter.add(judge_, rows_); }) counter.add(judge_, rows_);
      else counter.add(judge_);
    });
  }
  std::string take_rows() override {
    std::string all;
    all.reserve(rows_.size() + rows_.size() / 4);  // as much room for the next ones
    all.swap(rows_);
    return all;
  }
  void reset() override { counters = make_(); }
  void merge(CounterSink& other, const Each& side_by_side) {
    each([&](auto& counter) {
      auto& theirs = *std::get<std::unique_ptr<std::remove_reference_t<decltype(counter)>>>(other.counters);
      if constexpr (requires { counter.merge(theirs, side_by_side); }) counter.merge(theirs, side_by_side);
      else counter.merge(std::move(theirs));
    });
  }
  All counters;

 private:
  template <class Counter> static constexpr bool takes_unsure(const Counter&) { return requires { Counter::takes_unsure; }; }
  template <class Do> void each(Do visit) {
    std::apply([&](auto&... one) { (visit(*one), ...); }, counters);
  }
  LeadJudge judge_;
  std::function<All()> make_;
  std::string rows_;
};

/// An export whose headers have been read, and not yet its leads. What it lacks is known: settings that hang on that are settled now. Then it runs, once.
class OpenScan {
 public:
  /// `contract` and `settings` must outlive it. Throws Error.
  OpenScan(const Contract& contract, const Settings& settings, ScanNeeds needs, Streams& io);
  ~OpenScan();
  /// By FieldId: what was needed, or asked for where it is there, and is not.
  const std::vector<bool>& absent() const { return absent_; }
  /// By file: the offset of its first byte over all inputs.
  const std::vector<std::uint64_t>& file_starts() const { return exports_.file_starts; }
  /// One pass over the leads that count, into a `Counter(contract, settled)` a worker for each of `Counters`; they are merged in the end, and look at what
  /// they were made from. Judges --max-rejects, writes --rejects. Throws Error.
  template <class... Counters>
  std::tuple<std::unique_ptr<Counters>...> run(const Contract& contract, const auto&... settled) {
    std::deque<CounterSink<Counters...>> sinks;
    std::vector<LeadSink*> leads;
    for (std::size_t i = 0; i < exports_.workers; ++i)
      leads.push_back(&sinks.emplace_back(contract, settings_, absent_, [&] { return std::tuple(std::make_unique<Counters>(contract, settled)...); }));
    bounds_unsure_ = (requires { Counters::takes_unsure; } || ...);
    pass(leads);
    for (std::size_t i = 1; i < sinks.size(); ++i) sinks[0].merge(sinks[i], on_threads(settings_.threads));
    return std::move(sinks[0].counters);
  }
  /// After `run`: the leads whose rows begin at these offsets, ascending, pass once more into counters of their own. Nothing is counted twice.
  template <class Counter>
  std::unique_ptr<Counter> again(const std::vector<std::uint64_t>& offsets, const Contract& contract, const auto&... settled) {
    std::deque<CounterSink<Counter>> sinks;
    std::vector<LeadSink*> leads;
    for (std::size_t i = 0; i < exports_.workers; ++i)
      leads.push_back(&sinks.emplace_back(contract, settings_, absent_, [&] { return std::tuple(std::make_unique<Counter>(contract, settled...)); }));
    pass_again(offsets, leads);
    for (std::size_t i = 1; i < sinks.size(); ++i) sinks[0].merge(sinks[i], on_threads(settings_.threads));
    return std::move(std::get<0>(sinks[0].counters));
  }
  /// What the scan said about the input; after `run`.
  Coverage coverage;

 private:
  void pass_again(const std::vector<std::uint64_t>& offsets, const std::vector<LeadSink*>& counters);
  void pass(const std::vector<LeadSink*>& counters);
  const Contract& contract_;
  const Settings& settings_;
  const ScanNeeds needs_;
  std::vector<FieldId> needed_, unmissed_;   // unmissed: nothing is said where the export has not got them
  std::vector<FieldId> idle_;                // nothing is said where their columns are blank: a log speaks for them, or they are merely shown
  std::unique_ptr<RejectsFile> rejects_;
  ProgressLine progress_;
  bool bounds_unsure_ = false;   // leads that may not be wanted are in the bounds of what is counted
  OpenExports exports_;
  std::vector<bool> absent_;
};

/// The head of a report on scanned leads: with their account, and the notes on the input.
Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings, const Coverage& coverage);

/// Refuses a stage that nothing in the export can claim: its zero would be no zero. Throws Error.
void require_claims(const Contract& contract, const std::vector<bool>& absent, const std::vector<int>& stages);

/// Does anything that the command judges leads by, or `where` (null: nothing), ask duplicate(email)?
bool asks_duplicates(const Contract& contract, const ExprPtr& where, const ScanNeeds& needs);

}  // namespace handoff
