// What a reader of the report must know about how the files were read, as sentences.
#pragma once
#include <string>
#include <vector>

#include "leads/columns.hpp"
#include "scan/inputs.hpp"
#include "scan/scan.hpp"

namespace handoff {

/// Files first, in their order, then columns by FieldId. `plans`: by input.
std::vector<std::string> scan_notes(const ScanResult& result, const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans,
                                    const Contract& contract, const DateOrders& orders);
/// Of a file of which nothing but the header has been read.
FileAccount opened_account(const Input& input);
/// Throws Error for the first file that holds a block of zero bytes, see zero_bytes.hpp.
void refuse_zero_blocks(const std::vector<FileAccount>& files);
/// From its facts, which are complete: in which order the dates of each column were read, and the newest of all.
void add_orders(const DateOrders& orders, ScanResult& result);
/// From its facts and headers: columns whose days and months are swapped, but for `idle`, on which nothing hangs, and where percentages stand.
void add_damage(const DateOrders& orders, const Contract& contract, const std::vector<Input>& inputs, FieldId idle, ScanResult& result);

}  // namespace handoff
