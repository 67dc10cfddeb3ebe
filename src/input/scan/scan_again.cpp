#include "scan/scan_again.hpp"

#include <algorithm>
#include <memory>

#include "handoff/text/error.hpp"
#include "identity/record_again.hpp"
#include "scan/threads.hpp"

namespace handoff {
namespace {

/// Reads as a pass does, a row at a time.
class LeadsAgain final : public RecordSink {
 public:
  LeadsAgain(const Pass& pass, LeadSink& sink)
      : pass_(pass), sink_(sink), reader_(*pass.request->contract, *pass.orders, pass.request->horizon), readers_(pass.inputs->size()),
        lookup_(*pass.inputs, *pass.id_plans, *pass.request->contract, *pass.orders, pass.identity_by, pass.request->horizon),
        judging_{nullptr, {pass.request->horizon, pass.request->horizon, 0, false}} {}
  void read(std::uint64_t offset) {
    const std::size_t file = input_at(*pass_.inputs, offset);
    const Input& input = (*pass_.inputs)[file];
    const ColumnPlan& plan = (*pass_.plans)[file];
    if (file != open_) {
      reader_.use(plan, input.base);
      open_ = file;
    }
    if (!readers_[file]) readers_[file] = std::make_unique<RecordAgain>(*input.source, input.dialect, plan.wanted);
    offset_ = offset;
    found_ = false;
    if (!readers_[file]->read(offset - input.base, *this) || !found_)
      throw Error(input.source->name(), "the file changed while it was read", "export it again, or copy it first");
  }
  void record(const Record& record) override {
    const Lead& lead = reader_.read(record);
    if (lead.offset != offset_) return;
    found_ = true;
    if (pass_.request->content) reader_.read_content(record);
    const Value& email = lead[email_];
    judging_.duplicate = Tri::unknown;
    if (pass_.find_emails && email.present()) judging_.duplicate = pass_.shared(email.text, lead.offset, lookup_);
    judging_.lead = &lead;
    sink_.lead(judging_);
  }

 private:
  const Pass& pass_;
  LeadSink& sink_;
  LeadReader reader_;
  std::vector<std::unique_ptr<RecordAgain>> readers_;   // by input; made when first needed
  RowReread lookup_;
  const FieldId email_ = known_field("email");
  Judging judging_;
  std::size_t open_ = ~std::size_t{0};
  std::uint64_t offset_ = 0;
  bool found_ = false;
};

}  // namespace

void read_again(const Pass& pass, const std::vector<std::uint64_t>& offsets) {
  constexpr std::size_t few = 1000;   // not worth another thread
  const std::size_t runs = std::max<std::size_t>(1, std::min(pass.sinks.size(), offsets.size() / few));
  on_threads(static_cast<int>(runs))(runs, [&](std::size_t run) {
    LeadsAgain leads(pass, *pass.sinks[run]);
    for (std::size_t i = offsets.size() * run / runs; i < offsets.size() * (run + 1) / runs; ++i) leads.read(offsets[i]);
  });
  for (const Input& input : *pass.inputs) input.source->check_unchanged();
}

}  // namespace handoff
