// What a name in an expression means: a definition, a score axis, the buckets of segment, lane, source and route, or a field.
// These may refer to each other in any order, so each is read when it is first asked for, and a circle is refused by name.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/expression/vocabulary.hpp"
#include "toml_reader.hpp"

namespace handoff {

/// The names of a finished contract, for expressions that come later. Refers to the contract, which must outlive it.
Scope contract_scope(const Contract& contract);

/// The words of the contract's own that expressions compare fields with: the states of [disposition]; and its contact fields.
Dictionary dictionary_of(const Contract& contract);

/// The names of a contract that is still being read.
class Names {
 public:
  Names(Document& doc, Contract& contract);
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  /// Notes [define], [score.*], [segment], [lane], [source] and [route]; nothing is parsed yet.
  void declare(const Section& root);
  /// Reads all that was declared into the contract, in the order of the file.
  void resolve_all();

  /// The predicate (true or false) under `key`.
  ExprPtr predicate(const Section& section, std::string_view key, std::string_view example);
  ExprPtr predicate_if(const Section& section, std::string_view key, std::string_view example);
  /// The same of any text value. `self`: the declaration that this is a part of, whose own name then means the field.
  ExprPtr predicate_at(const Section& section, std::string_view name, const toml::node& node, std::string_view example,
                       std::string_view self = {});

  /// The predicate under `key`, or a table of them, one a lane: { abm = "...", plg = "...", else = "..." }. Each lane is named, or there is `else`.
  ExprPtr gate_if(const Section& section, std::string_view key, std::string_view example);
  /// Both at once; of one that is null, the other.
  ExprPtr both(const ExprPtr& a, const ExprPtr& b) const;
  /// Any expression.
  ExprPtr expression_at(const Section& section, std::string_view name, const toml::node& node, std::string_view example) {
    return parse(section, name, node, example, {});
  }

  /// A field by its name under `key`, of a type. no_field when the key is not there.
  FieldId field_if(const Section& section, std::string_view key, Type type, std::string_view example);
  FieldId field(const Section& section, std::string_view key, Type type, std::string_view example);

  Document& doc() const { return doc_; }
  Contract& contract() const { return contract_; }

 private:
  enum class Kind { definition, axis, buckets };
  enum class State { unread, reading, read };
  struct Pending {
    Kind kind;
    std::string name;
    const toml::node* node;
    toml::source_position at;
    State state = State::unread;
    Meaning meaning;
    double weight = 1;  ///< how many nodes it comes to when every name in it is followed
  };

  FieldId unknown_field(const Section& section, std::string_view key, const std::string& name, Type type);
  void read_landmark(const Section& table);
  void declare_one(Kind kind, const Entry& entry, std::string_view table);
  void read(Pending& pending);
  Meaning read_definition(const Pending& pending);
  std::optional<Meaning> find(std::string_view name);
  ExprPtr parse(const Section& section, std::string_view name, const toml::node& node, std::string_view example, std::string_view self);
  [[noreturn]] void refuse_circle(const Pending& pending) const;

  Document& doc_;
  Contract& contract_;
  std::vector<Pending> pending_;
  Scope scope_;
  std::string self_;                  ///< see predicate_at
  std::vector<std::size_t> reading_;  ///< the declarations being read, outermost first
};

/// Reads one axis under [score]; `names` resolves what its rules refer to.
std::shared_ptr<const ScoreAxis> read_axis(Names& names, const Section& section, const std::string& name);
/// Reads [segment], [lane], [source] or [route].
std::shared_ptr<const BucketList> read_buckets(Names& names, const Section& section, const std::string& name);

}  // namespace handoff
