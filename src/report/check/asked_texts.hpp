// The texts of a contract that no row of an export has, in words.
#pragma once
#include <string>

#include "handoff/judging/seen_texts.hpp"

namespace handoff {

/// What a text stands for in a sentence: `source = 'Webniar'`, `title LIKE '%VP%'`.
std::string asked_text(const Contract& contract, const AskedText& asked);
/// What the export has instead of it: `the export has 'Webinar'`; empty: nothing is near.
std::string nearest_text(const TextInNoRow& one);

}  // namespace handoff
