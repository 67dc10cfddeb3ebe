// Contracts and their signatures, each a record; and a sentence on each contract, overlap and gap.
#include "verify/verify_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "handoff/report/records.hpp"

namespace handoff {

namespace {

/// One signature under a contract.
struct SignatureLine {
  const Verified& under;
  const Signature& signature;
  SignatureState state() const { return signature_state(under.contract, signature, under.day); }
};

std::vector<SignatureLine> lines_of(const Verified& one) {
  std::vector<SignatureLine> lines;
  for (const Signature& signature : one.contract.signatures) lines.push_back({one, signature});
  return lines;
}

Node day_node(const std::optional<Day>& day) { return day ? Node(iso_day(*day)) : Node(); }

std::string in_force_text(const Contract& contract) {
  if (!contract.from && !contract.to) return "always";
  if (!contract.from) return fmt::format("until {}", iso_day(*contract.to));
  return fmt::format("{} to {}", iso_day(*contract.from), contract.to ? iso_day(*contract.to) : "further notice");
}

/// As on every report: enough to tell two contracts apart; JSON, CSV and the lines above the tables have the whole.
std::string first_digits(const std::string& digest) {
  return digest.starts_with("sha256:") ? digest.substr(7, 12) : digest;
}

std::string state_words(const SignatureLine& line) {
  switch (line.state()) {
    case SignatureState::holds: return "holds";
    case SignatureState::later: return "signed later";
    case SignatureState::differs:
      return fmt::format("over another contract, digest {}", first_digits(line.signature.digest));
    case SignatureState::no_digest: return "no digest: signed nothing that can be checked";
    case SignatureState::rules_1: return "signed under rules 1: sign again";
  }
  return {};
}

Records<SignatureLine> signature_records() {
  using L = SignatureLine;
  return {{{"party", [](const L& l) { return l.signature.party; }},
           {"name", [](const L& l) { return l.signature.name; }},
           {"role", [](const L& l) { return text_node(l.signature.role); }},
           {"date", [](const L& l) { return day_node(l.signature.date); }},
           {"digest", [](const L& l) { return text_node(l.signature.digest); }},
           {"state", [](const L& l) { return signature_state_name(l.state()); }}},
          {{"contract", [](const L& l) { return l.under.contract.file; }},
           {"words", state_words, "",
            [](const L& l) { return l.state() == SignatureState::holds ? Tone::good : Tone::bad; }}}};
}

Tone tone_of_status(const Verified& one) {
  return one.status == Status::signed_ ? Tone::good : one.sound() ? Tone::plain : Tone::bad;
}

Records<Verified> contract_records() {
  using V = Verified;
  return {{{"file", [](const V& v) { return v.contract.file; }},
           {"name", [](const V& v) { return v.contract.name; }},
           {"version", [](const V& v) { return v.contract.version; }},
           {"from", [](const V& v) { return day_node(v.contract.from); }},
           {"to", [](const V& v) { return day_node(v.contract.to); }},
           {"digest", [](const V& v) { return v.contract.digest; }},
           {"status", [](const V& v) { return status_name(v.status); }, "", tone_of_status},
           {"signatures", [](const V& v) { return signature_records().list(lines_of(v)); }},
           {"missing", [](const V& v) { return Node::List(v.missing.begin(), v.missing.end()); }}},
          {{"in_force", [](const V& v) { return in_force_text(v.contract); }},
           {"short", [](const V& v) { return first_digits(v.contract.digest); }}}};
}

/// A row a signature, and one for a contract without any.
void add_rows(const Verified& one, std::vector<Node>& rows) {
  const Contract& contract = one.contract;
  const Node::Object head = {
      {"file", contract.file},       {"version", contract.version},        {"from", day_node(contract.from)},
      {"to", day_node(contract.to)}, {"contract_digest", contract.digest}, {"status", status_name(one.status)}};
  std::vector<Node::Object> signatures;
  for (const SignatureLine& line : lines_of(one)) signatures.push_back(signature_records().object(line));
  if (signatures.empty())
    signatures.push_back({{"party", {}}, {"name", {}}, {"role", {}}, {"date", {}}, {"digest", {}}, {"state", {}}});
  for (Node::Object& signature : signatures) {
    Node::Object row = head;
    append_members(row, std::move(signature));
    rows.emplace_back(std::move(row));
  }
}

Table signature_table(const std::vector<Verified>& all, const VersionOrder& order) {
  Picks picks = {"party", "name", "role", "date", {"signature", "words"}};
  if (all.size() > 1) picks.insert(picks.begin(), "contract");
  std::vector<SignatureLine> none;
  Table table = signature_records().table("Signatures", picks, none);
  for (const std::size_t i : order.order) {
    const std::vector<SignatureLine> lines = lines_of(all[i]);
    for (const SignatureLine& line : lines) table.rows.push_back(signature_records().cells(picks, line));
    for (const std::string& party : all[i].missing) {
      if (std::any_of(lines.begin(), lines.end(),
                      [&](const SignatureLine& line) { return line.signature.party == party; }))
        continue;
      table.rows.push_back({party, Blank{"-"}, {}, {}, {"has not signed", Tone::bad}});
      if (all.size() > 1) table.rows.back().insert(table.rows.back().begin(), Cell(all[i].contract.file));
    }
  }
  return table;
}

void add_result(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  const Records<Verified> contracts = contract_records();
  const Picks picks = {{"contract", "file"}, "version", {"in force", "in_force"}, "status", {"digest", "short"}};
  Table table;
  contracts.add_headings(picks, table.columns);
  Node::List list, gaps, overlaps;
  for (const std::size_t i : order.order) {
    list.emplace_back(contracts.object(all[i]));
    table.rows.push_back(contracts.cells(picks, all[i]));
    add_rows(all[i], report.main);
  }
  for (const VersionGap& gap : order.gaps)
    gaps.emplace_back(Node::Object{{"from", iso_day(gap.from)}, {"to", iso_day(gap.to)}});
  for (const VersionOverlap& both : order.overlaps)
    overlaps.emplace_back(
        Node::Object{{"files", Node::List{all[both.earlier].contract.file, all[both.later].contract.file}},
                     {"from", day_node(both.from)}, {"to", day_node(both.to)}});
  report.result = Node::Object{{"holds", holds(all, order)}, {"contracts", std::move(list)}, {"gaps", std::move(gaps)},
                               {"overlaps", std::move(overlaps)}};
  report.tables = {std::move(table), signature_table(all, order)};
}

std::string sentence(const Verified& one) {
  const Contract& contract = one.contract;
  std::string head = contract.file + ": ";
  switch (one.status) {
    case Status::signed_: return head + "signed by both, unchanged since, and in force.";
    case Status::altered:
      return head + "ALTERED: what stands there now is not what was signed. Go back to what was signed, or sign again.";
    case Status::unsigned_: {
      std::string who, later, before;
      const auto in_state = [&](const std::string& party, SignatureState state) {
        return std::find_if(contract.signatures.begin(), contract.signatures.end(), [&](const Signature& each) { return each.party == party && signature_state(contract, each, one.day) == state; });
      };
      for (const std::string& party : one.missing) {
        const auto signature = in_state(party, SignatureState::later);
        if (signature != contract.signatures.end()) later += (later.empty() ? "" : ", ") + party + " signed later, on " + iso_day(*signature->date);
        else if (in_state(party, SignatureState::rules_1) != contract.signatures.end()) before += (before.empty() ? "" : " and ") + party;
        else who += (who.empty() ? "" : " and ") + party;
      }
      std::vector<std::string> parts;
      if (!who.empty()) parts.push_back("the signature of " + who + " is missing");
      if (!before.empty()) parts.push_back((before.find(" and ") == std::string::npos ? "the signature of " + before + " is" : "the signatures of " + before + " are") + " of rules 1, by which the same words gave other numbers: sign again" + (contract.rules < 2 ? ", under handoff = 2" : ""));
      if (!later.empty()) parts.push_back(later);
      return fmt::format("{}UNSIGNED: {}.", head, fmt::join(parts, ", "));
    }
    case Status::expired:
      return head + "signed by both and unchanged since; it expired on " + iso_day(*contract.to) + ".";
    case Status::not_yet_in_force:
      return head + "signed by both and unchanged since; it comes into force on " + iso_day(*contract.from) + ".";
  }
  return head;
}

/// `all days`, `the days from 2026-01-01 on`, `2026-04-01`.
std::string shared_days(const VersionOverlap& both) {
  if (!both.from && !both.to) return "all days";
  if (!both.from) return "the days to " + iso_day(*both.to);
  if (!both.to) return "the days from " + iso_day(*both.from) + " on";
  return *both.from == *both.to ? iso_day(*both.from)
                                : "the days from " + iso_day(*both.from) + " to " + iso_day(*both.to);
}

/// A sentence a pair; of more than three pairs one sentence, for JSON has the pairs.
void add_overlaps(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  if (order.overlaps.size() > 3) {
    std::vector<bool> claims(all.size(), false);
    for (const VersionOverlap& both : order.overlaps) claims[both.earlier] = claims[both.later] = true;
    std::string names, last;
    for (const std::size_t i : order.order) {
      if (!claims[i]) continue;
      if (!last.empty()) names += (names.empty() ? "" : ", ") + last;
      last = all[i].contract.file;
    }
    report.headline.push_back(names + " and " + last + " claim days of one another, in " +
                              count_text(order.overlaps.size()) + " pairs: end the one before the next begins.");
    return;
  }
  for (const VersionOverlap& both : order.overlaps)
    report.headline.push_back("Both " + all[both.earlier].contract.file + " and " + all[both.later].contract.file +
                              " claim " + shared_days(both) + ": end the one before the other begins.");
}

void add_words(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  for (const std::size_t i : order.order)
    report.headline.push_back(sentence(all[i]) + " Digest " + all[i].contract.digest + ".");
  add_overlaps(all, order, report);
  for (const VersionGap& gap : order.gaps)
    report.headline.push_back("No version covers " + iso_day(gap.from) +
                              (gap.from == gap.to ? "" : " to " + iso_day(gap.to)) + ".");
  bool in_force = all.size() == 1;
  for (const Verified& one : all) in_force = in_force || one.status == Status::signed_;
  if (!in_force) report.headline.push_back("None of them is signed and in force at this moment.");
}

}  // namespace

bool holds(const std::vector<Verified>& all, const VersionOrder& order) {
  if (all.size() == 1) return all.front().status == Status::signed_;
  bool in_force = false;
  for (const Verified& one : all) {
    if (!one.sound()) return false;
    in_force = in_force || one.status == Status::signed_;
  }
  return in_force && order.overlaps.empty();
}

void verify_report(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  add_result(all, order, report);
  add_words(all, order, report);
}

}  // namespace handoff
