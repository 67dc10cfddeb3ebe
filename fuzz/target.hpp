// What every fuzz target is: a function that is handed any bytes at all, and demands of the program what must hold for all of them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace handoff::fuzz {

/// Ends the process with the sentence where something does not hold: libFuzzer then keeps the input.
void demand(bool held, std::string_view sentence, std::string_view detail = {});

/// Takes numbers off the front of an input: small ones, for sizes and choices. 0 where nothing is left.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : rest_(bytes) {}
  unsigned below(unsigned bound);
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

void records(std::string_view bytes);     ///< bytes to records: the reader against the plain one of the tests
void leads(std::string_view bytes);       ///< an export to leads, through the whole engine
void contract(std::string_view bytes);    ///< contract text
void expression(std::string_view bytes);  ///< expression text
void date(std::string_view bytes);        ///< date, number, duration and window text

}  // namespace handoff::fuzz
