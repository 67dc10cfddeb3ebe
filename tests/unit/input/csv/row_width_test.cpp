// All rows of a file have one width, whatever their beginning looks like; and a quote may have blanks beside it, but not lie in two cells.
#include "catch.hpp"
#include "records_support.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::read_all;
using test::Row;
using test::TempFile;
using Rows = std::vector<Row>;
using Reasons = std::vector<std::string>;

namespace {

std::string repeated(const std::string& row, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += std::to_string(i) + row + "\n";
  return text;
}

}  // namespace

TEST_CASE("a comma too many is no cell, where the last column is empty in every row") {
  const std::string good = "1,Acme,Berlin,\n2,Bolt,Lyon,\n3,Cato,Rome,\n";
  for (const std::string damaged : {"4,,Dune,Oslo,", "4,Dune,,Oslo,", "4,Dune,Oslo,,", ",4,Dune,Oslo,"}) {
    const auto read = read_all("id,company,city,note\n" + good + damaged + "\n");
    CHECK(read.rows.size() == 3);
    CHECK(read.reasons == Reasons{"too_many_cells@3: " + damaged});
  }
}

TEST_CASE("a delimiter at the end of most rows is none of theirs") {
  const auto read = read_all("a,b,c\n1,2,3,\n4,5,,\n,6,7\n7,,8,9,\n8,9,0,\n");
  CHECK(read.rows == Rows{{"1", "2", "3"}, {"4", "5", ""}, {"8", "9", "0"}});
  CHECK(read.reasons == Reasons{"too_few_cells@2: ,6,7", "too_many_cells@3: 7,,8,9,"});
  CHECK(read_all("a,b\n1,2,,\n3,4,,\n5,6,\n").reasons == Reasons{"too_few_cells@2: 5,6,"});
}

TEST_CASE("half of the rows are not most") {
  const auto read = read_all("a,b\n1,2\n3,4,\n5,6\n7,8,\n");
  CHECK(read.rows == Rows{{"1", "2"}, {"5", "6"}});
  CHECK(read.reasons == Reasons{"too_many_cells@1: 3,4,", "too_many_cells@3: 7,8,"});
}

TEST_CASE("all rows tell the width, not the first ones") {
  const Contract contract = test::utc_contract();
  const std::string head = "lead_id,company,title\n", many = repeated(",Acme,boss,", 400), few = repeated("x,Bolt,clerk", 90);
  const TempFile late(head + few + many), early(head + many + few);
  for (const TempFile* file : {&late, &early})
    for (const int threads : {1, 4})
      for (const bool ordered : {false, true})
        for (const bool emails : {false, true}) {
          const test::Scanned got = test::scan_files(contract, {file->path()}, {"lead_id", "company", "title"}, threads, 256, emails, ordered);
          CHECK(got.leads.size() == 400);
          CHECK(got.rejects.size() == 90);
          CHECK(got.result.files[0].rows_read == 490);
        }
}

TEST_CASE("blanks may stand beside quotes") {
  const auto read = read_all("a,b,c\n1,\"x, y\" ,3\n2, \"x, y\",3\n3,\t\"\"\"q\"\"\"\t,3\n4,x \"y\" z,3\n5,\"x\" \r\n6,\"x\" y,3\n");
  CHECK(read.rows == Rows{{"1", "x, y", "3"}, {"2", "x, y", "3"}, {"3", "\"q\"", "3"}, {"4", "x \"y\" z", "3"}});
  CHECK(read.reasons == Reasons{"too_few_cells@4: 5,\"x\" ", "bad_quote@5: 6,\"x\" y,3"});
  const auto tabs = read_all("a\tb\n1\t\"x\"\t\n\"2\" \t y\n");
  CHECK(tabs.rows == Rows{{"2", "y"}});
}

TEST_CASE("a carriage return outside of quotes may be a line end") {
  const auto read = read_all("a,b\n1,2\r3\n\"4\r5\",6\r\n7\r,8\n9,\"10\r\n11\"\r\r\n12,13\r\n");
  CHECK(read.rows == Rows{{"4\r5", "6"}, {"9", "10\r\n11"}, {"12", "13"}});
  CHECK(read.reasons == Reasons{"bad_line_end@0: 1,2\r3", "bad_line_end@2: 7\r,8"});
  CHECK(read_all("a,b\r1,2\r3,4\r").rows == Rows{{"1", "2"}, {"3", "4"}});
}

TEST_CASE("two damaged quotes do not swallow the rows between them") {
  const std::string head = "id\tsize\tnote\n1\t2\tx\n", good = "6\t7\tx\n";
  const auto read = read_all(head + "2\t\"Never closed\tx\n3\t4\t\"\"\n10\t12\"\tx\n" + good);
  CHECK(read.rows == Rows{{"1", "2", "x"}, {"3", "4", ""}, {"10", "12\"", "x"}, {"6", "7", "x"}});
  CHECK(read.reasons == Reasons{"bad_quote@1: 2\t\"Never closed\tx"});
  const auto coded = read_all("id,note\nL-9,\"a\nL-10,b\nL-11,c\"\nL-12,d\n");
  CHECK(coded.rows == Rows{{"L-10", "b"}, {"L-11", "c\""}, {"L-12", "d"}});
  CHECK(read_all("id,note\n00Qa,\"a\n00Q7,b\"\n").rows == Rows{{"00Q7", "b\""}});
  // Texts of several lines: other lines begin with what does not look like an id, or have other cells.
  CHECK(read_all("id,note\n1,\"Hello\nAnn, Bob\"\n").rows.size() == 1);
  CHECK(read_all("id,note\nA1,\"Hello\n22, Bob\"\n").rows.size() == 1);
  CHECK(read_all("id,note\n1,\"Hello\n2\n3,4\"\n").rows.size() == 1);
  CHECK(read_all("id,note\n1,\"Hello\n\"\n").rows.size() == 1);
}

TEST_CASE("a quoted cell that a backslash goes on with does not end at the next one's quote") {
  const auto read = read_all("id,size,name\n1,\"12\\\"\",\", Inc\"\n2,\"a, \\\"\"b\",5\" nail\n3,\"a, b\",5\"\n");
  CHECK(read.rows == Rows{{"2", "a, \\\"b", "5\" nail"}, {"3", "a, b", "5\""}});
  CHECK(read.reasons == Reasons{"bad_quote@0: 1,\"12\\\"\",\", Inc\""});
}

TEST_CASE("a backslash before a line end may make it text") {
  const auto read = read_all("id,note\n1,a\\\nb\n2,c\n3,d\\\n\\\n4,e\n5,\"f\\\"\n6,g\\\\\n7\\,h\\\r\n8,i\r\n"
                             "9,\"j\\\nk\"\n10,l\\\n\n11,m\\");
  CHECK(read.rows == Rows{{"2", "c"}, {"5", "f\\"}, {"6", "g\\\\"}, {"9", "j\\\nk"}, {"11", "m\\"}});
  CHECK(read.reasons == Reasons{"bad_line_end@0: 1,a\\", "bad_line_end@1: b", "bad_line_end@3: 3,d\\", "bad_line_end@4: \\",
                                "bad_line_end@5: 4,e", "bad_line_end@8: 7\\,h\\", "bad_line_end@9: 8,i", "bad_line_end@12: 10,l\\"});
  CHECK(read_all("id,note\n1,a\\\n").rows == Rows{{"1", "a\\"}});  // nothing follows
  CHECK(read_all("a\tb\r1\t2\\\r3\t4\r5\t6\r").rows == Rows{{"5", "6"}});
}

TEST_CASE("whatever block a line begins, a backslash ends the line before it") {
  const Contract contract = test::utc_contract();
  std::string text = "lead_id,company,title\n";
  for (int i = 0; i < 300; ++i) text += std::to_string(i) + (i % 3 == 0 ? ",Acme,boss\\\n" : ",Bolt,clerk\n");
  const TempFile file(text);
  for (const std::size_t block : {16U, 37U, 256U, 65536U}) {
    const test::Scanned got =
        test::scan_files(contract, {file.path()}, {"lead_id", "company", "title"}, 3, block, false, false);
    CHECK(got.leads.size() == 100);
    CHECK(got.rejects.size() == 200);
  }
}

TEST_CASE("a pair of quotes does not lie in two cells") {
  const auto read = read_all("id,price,name\n1,9.50\"Table, round\"\n2,12\" pipe,5\" nail\n3,7\",8\"\n4,a\"b\"c,d\"e\"\n5,a\"b \"\"c\"\", d\"\n");
  CHECK(read.rows == Rows{{"2", "12\" pipe", "5\" nail"}, {"3", "7\"", "8\""}, {"4", "a\"b\"c", "d\"e\""}});
  CHECK(read.reasons == Reasons{"bad_quote@0: 1,9.50\"Table, round\"", "bad_quote@4: 5,a\"b \"\"c\"\", d\""});
}
