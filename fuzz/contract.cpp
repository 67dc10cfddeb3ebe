// Contract text: read, or refused with a place and a fix. What is read means the same when it is read again, with a comment more, and signed.
#include "contract_file.hpp"
#include "handoff/text/error.hpp"
#include "signing/signing.hpp"
#include "target.hpp"

namespace handoff::fuzz {
namespace {

constexpr const char* file = "fuzz.toml";

void check_sql(const Contract& contract, const ExprPtr& expr) {
  if (!expr || result_type(*expr) != Type::boolean) return;
  const std::string sql = to_sql(*expr);
  if (sql.size() > 60'000) return;
  try {
    demand(to_sql(*parse_in_contract(contract, sql, "sql")) == sql, "an expression prints as it is read", sql);
  } catch (const Error& error) {
    demand(false, "what an expression prints as is refused", sql + "\n" + error.problem);
  }
}

void check_meaning(std::string_view text, const Contract& contract) {
  demand(contract.digest.size() == 71 && contract.digest.starts_with("sha256:"), "a digest is a digest", contract.digest);
  for (std::size_t i = 0; i < contract.stages.size(); ++i) {
    demand(find_stage(contract, contract.stages[i].name) >= 0, "a stage is found by its name", contract.stages[i].name);
    check_sql(contract, contract.stages[i].when);
  }
  for (const NamedPredicate& exclusion : contract.exclusions) check_sql(contract, exclusion.when);
  for (const Clock& clock : contract.clocks) demand(clock.on < static_cast<int>(contract.stages.size()), "a clock runs on a stage that there is");
  const bool has_mark = text.starts_with("\xEF\xBB\xBF");
  const std::string commented = (has_mark ? "\xEF\xBB\xBF# first\n" : "# first\n") + std::string(text.substr(has_mark ? 3 : 0)) + "\n# last\n";
  if (commented.size() > (1 << 20)) return;
  demand(parse_contract(commented, file).digest == contract.digest, "a comment means nothing");
}

void check_signing(std::string_view text, const Contract& contract) {
  Signature who;
  who.party = "sales";
  who.name = "Ann";
  who.date = 20'000;
  Signed done;
  try {
    done = sign_text(text, file, who, false);
  } catch (const Error& error) {
    demand(!error.problem.empty(), "a refusal says what");
    return;
  }
  const Contract again = parse_contract(done.text, file);
  demand(again.digest == contract.digest, "a signature changes no meaning");
  bool found = false;
  for (const Signature& signature : again.signatures) found = found || (signature.party == who.party && signature.digest == contract.digest);
  demand(found, "a signature is in the contract that it was put into");
  demand(sign_text(done.text, file, who, false).outcome == Signed::Outcome::already, "who has signed has signed");
}

}  // namespace

void contract(std::string_view bytes) {
  try {
    const Contract read = parse_contract(bytes, file);
    check_meaning(bytes, read);
    check_signing(bytes, read);
  } catch (const Error& error) {
    demand(!error.problem.empty() && error.where.starts_with(file), "a refusal says what and where", error.where + ": " + error.problem);
  }
}

}  // namespace handoff::fuzz
