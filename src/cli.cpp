// Parse, dispatch, catch, exit code.
#include "cli.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <algorithm>
#include <new>
#include <ostream>

#include "bytes/byte_source.hpp"
#include "frame/command.hpp"
#include "handoff/text/error.hpp"
#include "handoff/report/masking.hpp"
#include "handoff/text/said_as_is.hpp"
#include "handoff/text/suggest.hpp"
#include "render.hpp"


namespace handoff {

namespace {

constexpr int done = 0;
constexpr int could_not = 2;

/// What stands in an export is masked here, whoever says it.
int refuse(Streams& io, const Error& error) {
  const auto* as_is = dynamic_cast<const SaidAsIs*>(&error);
  ContactMask mask;
  for (const std::string& one : io.typed) mask.allow(one);
  if (as_is)
    for (const std::string& id : as_is->ids) mask.allow_id(id);
  const bool own = as_is && as_is->ids.empty();
  const auto say = [&](const std::string& text) { return terminal_text(own ? text : mask.masked(text)); };
  io.err << "handoff: " << say(error.where.empty() ? error.problem : error.where + ": " + error.problem) << "\n";
  io.err << "  to fix: " << say(error.fix) << "\n";
  return could_not;
}

int refuse(Streams& io, const std::string& where, const std::string& problem, const Fix& fix) { return refuse(io, Error(where, problem, fix)); }

bool is_command(const std::string& word, const std::vector<Command>& commands) {
  return std::any_of(commands.begin(), commands.end(), [&](const Command& command) { return command.name == word; });
}

int refuse_command(Streams& io, const std::string& word, const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.emplace_back(command.name);
  const std::string near = closest(word, names);
  return refuse(io, "", "there is no command '" + word + "'", near.empty() ? "see handoff --help" : "did you mean '" + near + "'?");
}

/// The command first, whatever stands before it: `-q audit leads.csv`, `leads.csv audit`. `help audit` is `audit --help`.
std::vector<std::string> in_order(std::vector<std::string> args, const std::vector<Command>& commands) {
  if (args[0] == "help") {
    args.erase(args.begin());
    args.emplace_back("--help");
  }
  if (args[0][0] != '-') return args;
  const auto command = std::find_if(args.begin(), args.end(), [&](const std::string& word) { return is_command(word, commands); });
  if (command != args.end()) std::rotate(args.begin(), command, command + 1);
  return args;
}

std::string name_of_option(const std::string& word) { return word.substr(0, word.find('=')); }

/// An option that the parser does not know: names the nearest one it does.
std::string nearest_option(const CLI::App& sub, const std::string& name) {
  std::vector<std::string> names;
  for (const CLI::Option* option : sub.get_options())
    for (const std::string& known : option->get_lnames()) names.push_back("--" + known);
  return closest(name, names);
}

/// The commands that know an option.
std::string owners_of(const CLI::App& app, const std::string& name) {
  std::string others;
  for (const CLI::App* other : app.get_subcommands([](const CLI::App*) { return true; }))
    if (other->get_option_no_throw(name)) others += (others.empty() ? "" : ", ") + other->get_name();
  return others;
}

/// What a command that was typed does not take.
struct Unexpected {
  std::string problem, fix;
};

Unexpected unexpected_option(const CLI::App& app, const CLI::App& sub, const Command& command, const std::string& name) {
  const std::string problem = command.name.empty() ? "there is no option " + name : std::string(command.name) + " has no option " + name;
  const CLI::Option* const elsewhere = [&]() -> const CLI::Option* {
    for (const CLI::App* other : app.get_subcommands([](const CLI::App*) { return true; }))
      if (const CLI::Option* found = other->get_option_no_throw(name)) return found;
    return nullptr;
  }();
  for (const auto& [option, fix] : command.instead)
    if (elsewhere && elsewhere->check_name(option)) return {problem, fix};
  if (command.name.empty() && elsewhere) return {name + " is given, and no command", "write: handoff COMMAND ... " + name + "; see handoff --help"};
  const std::string others = owners_of(app, name);
  const std::string near = nearest_option(sub, name);
  if (!near.empty() && others.empty()) return {problem, "did you mean " + near + "?"};
  if (!others.empty()) return {problem, "leave it out: " + name + " is an option of " + others};
  return {problem, "see handoff " + std::string(command.name) + (command.name.empty() ? "--help" : " --help")};
}

/// The first word that nothing takes: an option that other commands have, a slip, or a word too many.
Unexpected unexpected(const CLI::App& app, const CLI::App& sub, const Command& command) {
  std::vector<std::string> words = sub.remaining();
  const auto option = std::find_if(words.begin(), words.end(), [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
  if (option != words.end()) return unexpected_option(app, sub, command, name_of_option(*option));
  const std::string word = words.empty() ? "" : words.front();
  const std::string problem = "'" + word + "' is one word too many";
  if (sub.get_option_no_throw("leads")) return {problem, "leave it out: " + sub.get_name() + " takes one file; see handoff " + sub.get_name() + " --help"};
  return {problem, "leave it out, or give the option that it belongs to; see handoff " + sub.get_name() + " --help"};
}

/// Word processors turn two hyphens into a dash, which makes an option look like a file.
void refuse_dashes(const std::vector<std::string>& args) {
  for (const std::string& word : args)
    for (const std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94"})
      if (word.starts_with(dash) && word.size() > dash.size())
        throw Error("", fmt::format("'{}' begins with a dash that a text program made of hyphens", word), fmt::format("type the hyphens: {}{}", word.size() > 4 ? "--" : "-", word.substr(dash.size())));
}

/// A value that is missing, in the parser's words `--sample: 1 required N|all missing`, and one that stands there twice,
/// `--as-of: At Most 1 required but received 2`.
std::string plain_problem(const std::string& parser_says) {
  if (const std::size_t again = parser_says.find(": At Most 1 required but received "); again != std::string::npos)
    return fmt::format("{} is given {}", parser_says.substr(0, again), parser_says.ends_with(" 2") ? "twice" : "more than once");
  const std::size_t at = parser_says.find(": 1 required ");
  if (at == std::string::npos || !parser_says.ends_with(" missing")) return parser_says;
  return parser_says.substr(0, at) + ": its value is missing";
}

int refuse_parse(const CLI::App& app, const std::vector<Command>& commands, const CLI::ParseError& error, Streams& io) {
  const bool named = !app.get_subcommands().empty();
  const CLI::App& sub = named ? *app.get_subcommands().front() : app;
  const auto at = std::find_if(commands.begin(), commands.end(), [&](const Command& command) { return named && command.name == sub.get_name(); });
  const Command command = at == commands.end() ? Command{} : *at;
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
    const Unexpected found = unexpected(app, sub, command);
    return refuse(io, "", found.problem, found.fix);
  }
  const std::string problem = plain_problem(error.what());
  const std::string_view leave_out = problem.find(" is given ") == std::string::npos ? "" : "give it once; ";
  return refuse(io, "", problem, fmt::format("{}see handoff {}--help", leave_out, named ? fmt::format("{} ", sub.get_name()) : ""));
}

int dispatch(std::vector<std::string> args, Streams& io) {
  CLI::App app{"The truth about the handoff from marketing to sales: what a CRM export proves under a signed contract.", "handoff"};
  app.set_version_flag("-V,--version", "handoff " HANDOFF_VERSION);
  app.require_subcommand(0, 1);
  app.footer("See 'handoff COMMAND --help' for the options of a command.");
  const std::vector<Command> commands = all_commands();
  std::vector<std::pair<CLI::App*, Runner>> runners;
  for (const Command& command : commands) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.answers));
    runners.emplace_back(sub, command.declare(*sub));
  }
  if (args.empty()) args = {"help"};
  args = in_order(std::move(args), commands);
  if (args[0].empty() || (args[0][0] != '-' && !is_command(args[0], commands))) {
    const auto later = std::find_if(args.begin(), args.end(), [&](const std::string& word) { return is_command(word, commands); });
    if (later == args.end() || args.back() == "--help") return refuse_command(io, args[0], commands);
    return refuse(io, "", "'" + args[0] + "' stands where the command belongs", "write the command first: handoff " + *later + " " + args[0]);
  }
  refuse_dashes(args);
  std::vector<std::string> reversed(args.rbegin(), args.rend());  // the parser takes them from the back
  try {
    app.parse(reversed);
  } catch (const CLI::Success& success) {
    const int code = app.exit(success, io.out, io.err);
    finish_output(io);
    return code;
  } catch (const CLI::ParseError& error) {
    return refuse_parse(app, commands, error, io);
  }
  for (const auto& [sub, runner] : runners)
    if (sub->parsed()) return runner(io);
  io.out << app.help();
  finish_output(io);
  return done;
}

}  // namespace

int run(const std::vector<std::string>& args, Streams& io) {
  io.sources = std::make_shared<Sources>(io.in_fd);
  io.typed = args;
  try {
    return dispatch(args, io);
  } catch (const ClosedPipe&) {
    return done;
  } catch (const Error& error) {
    return refuse(io, error);
  } catch (const std::bad_alloc&) {
    return refuse(io, "", "out of memory", "allow more memory (ulimit -v), group by a field with fewer values, or take a smaller sample");
  } catch (const std::exception& error) {
    return refuse(io, "", std::string("internal error: ") + error.what(), "please report this, with the command and, if you may, the first lines of the export");
  }
}

}  // namespace handoff
