// Names in expressions: any order, circles, shadows; and the place of a mistake inside a text, however it is quoted.
#include "contract_texts.hpp"

using namespace handoff;

TEST_CASE("a mistake in an expression points at its own column") {
  // line 10: `when = "employes > 5"`: the value begins at column 8, its text at 9
  CHECK(refusal_with("when = \"employes > 5\"\n").starts_with("sla.toml:10:9: "));
  CHECK(refusal_with("when = \"employees > 5 AND employes > 5\"\n").starts_with("sla.toml:10:27: "));
  CHECK(refusal_with("when = 'employees > 5 AND employes > 5'\n").starts_with("sla.toml:10:27: "));
  // two-byte letters count as one column
  CHECK(refusal_with("when = \"company = 'Müller' AND employes > 5\"\n").starts_with("sla.toml:10:32: "));
  // several lines: the text begins on line 11
  CHECK(refusal_with("when = '''\nemployees > 5\n  AND employes > 5'''\n").starts_with("sla.toml:12:7: "));
  // escapes: offsets no longer fit, so the value's start
  CHECK(refusal_with("when = \"company = '\\u0041' AND employes > 5\"\n").starts_with("sla.toml:10:8: "));
  CHECK(refusal_with("when = \"employees >\"\n").starts_with("sla.toml:10:"));
  CHECK(refusal_with("when = \"employees + 1\"\n") ==
        "sla.toml:10:8: `when` of [[stage]] must be true or false of a lead, and is a number | "
        "write a comparison, for instance: when = \"fit >= 60 AND intent >= 40\"");
}

TEST_CASE("definitions refer to each other in any order, and never in a circle") {
  CHECK(refusal_with("[define]\na = \"b AND employees > 5\"\nb = \"employees < 9\"\n") == "accepted");
  CHECK(refusal_with("[define]\na = \"b\"\nb = \"c OR employees > 1\"\nc = \"a\"\n") ==
        "sla.toml:11:1: `a` is defined by itself: a -> b -> c -> a | one of these must say what it means without the others");
  CHECK(refusal_with("[define]\na = \"NOT a\"\n").starts_with("sla.toml:11:1: `a` is defined by itself: a -> a"));
  CHECK(refusal_with("[define]\nx = \"fit > 5\"\n[score.fit]\npoints = [{ when = \"x\", add = 1 }]\n")
            .find("is defined by itself: x -> fit -> x") != std::string::npos);
  CHECK(refusal_with("[define]\nfit = \"TRUE\"\n") == "sla.toml:11:1: `fit` is already the name of a field | choose another name for it");
  CHECK(refusal_with("[define]\nselect = \"lower(title)\"\n").find("must be a predicate or a number, and is a text") != std::string::npos);
  CHECK(refusal_with("[define]\n\"a b\" = \"TRUE\"\n").starts_with("sla.toml:11:1: `a b` in [define] cannot be a name in expressions"));
  CHECK(refusal_with("[define]\nand = \"TRUE\"\n").starts_with("sla.toml:11:1: `and` in [define] cannot be a name"));
  CHECK(refusal_with("[define]\nIcp = \"TRUE\"\nicp = \"TRUE\"\n").starts_with("sla.toml:12:1: `icp` is defined twice"));
}

TEST_CASE("an axis and the buckets shadow the field of their name, but not in themselves") {
  const Contract c = parse_contract(least_contract +
                                        "when = \"fit > 5 AND segment = 'A'\"\n[segment]\nA = \"segment = 'small'\"\n"
                                        "[score.fit]\npoints = [{ when = \"fit > 50\", add = 1 }]\n",
                                    "sla.toml");
  std::vector<FieldId> inside, judged;
  collect_fields(*c.segments->buckets[0].when, inside);
  CHECK(inside == std::vector<FieldId>{find_field(c, "segment")});
  inside.clear();
  collect_fields(*c.scores[0]->points[0].when, inside);
  CHECK(inside == std::vector<FieldId>{find_field(c, "fit")});
}

TEST_CASE("a score's column is a field, a header, or the field of the axis' own name") {
  const auto column = [](const std::string& lines) {
    const Contract c = parse_contract(least_contract + lines, "sla.toml");
    REQUIRE(c.scores.size() == 1);
    const Field& field = c.fields[c.scores[0]->column];
    return field.name + " <- " + field.headers.front();
  };
  CHECK(column("[score.intent]\ncolumn = \"HubSpot Score\"\n") == "intent <- HubSpot Score");
  CHECK(column("[score.intent]\ncolumn = \"score\"\n") == "score <- score");
  CHECK(column("[score.engagement]\ncolumn = \"Engagement\"\n") == "engagement <- Engagement");
  CHECK(column("[columns]\nfit = \"Fit Score\"\n[score.grade]\ncolumn = \"fit score\"\n") == "fit <- Fit Score");
  CHECK(column("[columns]\nfit = \"Fit Score\"\n[score.fit]\nat = \"last_signal_at\"\nwindow = \"30d\"\n") == "fit <- Fit Score");
  CHECK(refusal_with("[columns]\nfit = \"Fit Score\"\n[score.fit]\ncolumn = \"Other\"\n")
            .ends_with("says \"Fit Score\" | keep one of the two"));
  CHECK(refusal_with("[score.grade]\ncap = 5\n").starts_with("sla.toml:10:1: [score.grade] has neither `points` nor `column`"));
  CHECK(refusal_with("[score.fit]\nwindow = \"30d\"\n").ends_with("does not say which date it is about | add: at = \"last_signal_at\""));
  CHECK(refusal_with("[score.fit]\ncolumn = \"x\"\npoints = [{ when = \"TRUE\", add = 1 }]\n").find("has both `points` and `column`") !=
        std::string::npos);
}

TEST_CASE("a date named ..._at that is like no other is a field of one's own") {
  const Contract c = parse_contract(least_contract + "[[exit]]\nname = \"disqualified\"\nat = \"disqualified_at\"\n", "sla.toml");
  REQUIRE(c.exits[0].at == known_fields().size());
  const Field& field = c.fields[c.exits[0].at];
  CHECK(field.name == "disqualified_at");
  CHECK(field.type == Type::date);
  CHECK(field.headers == std::vector<std::string>{"disqualified_at"});
  CHECK(field.named_by_contract);
  CHECK(field.source.text() == "sla.toml:12:6");
  CHECK(refusal_with("[[exit]]\nname = \"x\"\nat = \"sqo_at\"\n").find("did you mean `sql_at`? If not, a column of the export is declared") != std::string::npos);
  CHECK(refusal_with("[[exit]]\nname = \"x\"\nat = \"disqualified\"\n").find("names no field") != std::string::npos);
}

TEST_CASE("--where speaks the contract's language") {
  const Contract c = parse_contract(every_key(), "every-key.toml");
  const ExprPtr where = parse_in_contract(c, "segment = 'A' AND hot AND fit >= 60 AND resources > 1", "--where");
  CHECK(to_sql(*where) == "segment = 'A' AND hot AND fit >= 60 AND resources > 1");
  const auto refused = [&](const char* text) {
    try {
      parse_in_contract(c, text, "--where");
    } catch (const Error& error) {
      return error.where;
    }
    return std::string("accepted");
  };
  CHECK(refused("region = 'x' AND segmnt = 'A'") == "--where:1:18");
  CHECK(refused("company = 'Ä' AND segmnt = 'A'") == "--where:1:19");
  CHECK(refused("fit + 1") == "--where:1:1");
  CHECK(refused("") == "--where:1:1");
  CHECK(refused("lane = 'abm'") == "accepted");
}
