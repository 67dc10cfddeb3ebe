#include "identity/id_alike.hpp"

namespace handoff {

std::string IdForms::with_check(std::string_view id) {
  std::string out(id);
  for (std::size_t from = 0; from < 15; from += 5) {  // of each five characters, which are capitals
    unsigned capitals = 0;
    for (std::size_t i = 0; i < 5; ++i)
      if (id[from + i] >= 'A' && id[from + i] <= 'Z') capitals |= 1U << i;
    out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[capitals];
  }
  return out;
}

std::string cause_of_alike(IdsAlike how) {
  switch (how) {
    case IdsAlike::zeros: return "; ids match but for the zeros that they begin with, as where a spreadsheet took them for numbers";
    case IdsAlike::lengths: return "; ids match but for their length, as Salesforce shows one id with 15 characters or with 18";
    case IdsAlike::no: break;
  }
  return {};
}

}  // namespace handoff
