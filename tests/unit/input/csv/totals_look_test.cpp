// Rows of totals, set aside or not, by their lines.
#include "csv/dialect/totals_look.hpp"

#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using Texts = std::vector<std::string>;

namespace {

Texts totals_of(const std::string& text) {
  const test::TempFile file(text);
  Sources sources;
  Texts out;
  const std::vector<TotalsLook> looks = look_for_totals(file.path(), sources, {});
  for (const TotalsRow& row : looks.front().rows) {
    const char* kind = row.kind == TotalsRow::Kind::set_aside ? "set aside" : row.kind == TotalsRow::Kind::named ? "named" : "sums ";
    out.push_back(std::to_string(row.line) + ": " + kind + row.column);
  }
  return out;
}

}  // namespace

TEST_CASE("rows that repeat the sums of those above them are suspected") {
  const std::string head = "id,name,amount,touches\n1,Acme,12.50,3\n2,\"Bolt,\nLtd\",7.50,4\n";
  CHECK(totals_of(head + "3,,20,7\n4,Cato,5,1\n5,Dune,5,1\n6,,10,2\n7,,30,9\n") == Texts{"5: sums amount", "8: sums amount", "9: sums amount"});
  CHECK(totals_of(head + "Total,,20,7\n3,Cato,20,1\n") == Texts{"5: sums amount"});
  CHECK(totals_of(head + "3,Cato,20,8\n4,Dune,1,0\n").empty());  // one number of two rows may be chance
}

TEST_CASE("one number is enough where it sums up five rows") {
  CHECK(totals_of("id,amount\na,2\nb,1\nc,3\nd,4\ne,5\nf,15\n") == Texts{"7: sums amount"});
  CHECK(totals_of("id,amount\na,2\nb,1\nc,3\nd,4\nf,10\n").empty());
  CHECK(totals_of("id,amount\na,1\nb,0\nc,0\nd,0\ne,0\nf,1\n").empty());
}

TEST_CASE("rows that begin with a word for totals and are full are suspected") {
  CHECK(totals_of("id,name,owner,day\n1,a,b,c\nTotal Wine,a,b,c\nSumme,a,b,c\nTotally,a,b,c\nTotal,a,,\n") == Texts{"3: named", "4: named", "6: set aside"});
  const std::string head = "id,name,owner,day\n1,a,b,c\n";
  for (const char* word : {"Average", "Avg", "avg:", "Mittelwert", "Durchschnitt", "Count: 912", "COUNT", "Anzahl 912", "Median", "Max", "Records: 1.204", "Gesamtergebnis", "Total general"})
    CHECK(totals_of(head + word + ",a,b,c\n") == Texts{"3: named"});
  CHECK(totals_of("name,id,owner,day\na,1,b,c\n,,Summe: 912,\n") == Texts{"3: named"});
  for (const char* name : {"Max Müller", "Count Basie", "Mean Machine", "Median Health", "Minimum Ltd", "Media 7 GmbH", "Averages & Co", "maxwell"})
    CHECK(totals_of(head + name + ",a,b,c\n").empty());
}
