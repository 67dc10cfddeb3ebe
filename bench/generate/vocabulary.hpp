// The words that synthetic leads are made of: invented companies, common names, and domains nobody can own.
#pragma once
#include <array>
#include <string_view>

namespace synth::words {

using View = std::string_view;

inline constexpr std::array<View, 40> first_names = {
    "Amelia", "Ben", "Carla", "Dev", "Elena", "Farid", "Grace", "Hugo", "Irene", "Jonas", "Keiko", "Liam", "Maya", "Nadia", "Omar", "Priya",
    "Quentin", "Rosa", "Sven", "Tara", "Umar", "Vera", "Wen", "Ximena", "Yusuf", "Zara", "Anita", "Bruno", "Chloe", "Daniel", "Esther", "Felix",
    "Gloria", "Hannah", "Ivan", "Julia", "Kofi", "Lena", "Marcus", "Noor"};
inline constexpr std::array<View, 40> last_names = {
    "Adler", "Brandt", "Castro", "Dalton", "Ekberg", "Foster", "Ghosh", "Hale", "Ibarra", "Jensen", "Kaur", "Lindqvist", "Moreau", "Nakamura",
    "Okafor", "Patel", "Quinn", "Ruiz", "Schmidt", "Tanaka", "Ueda", "Vargas", "Walsh", "Xu", "Young", "Zeller", "Abbott", "Bauer", "Cohen",
    "Doyle", "Eriksen", "Fischer", "Grant", "Hughes", "Iyer", "Jones", "Keller", "Lopez", "Meyer", "O'Brien"};
inline constexpr std::array<View, 8> accented_names = {"José", "Zoë", "François", "Jürgen", "Søren", "Beyoncé", "Núñez", "Åsa"};
inline constexpr std::array<View, 6> far_names = {"田中 太郎", "김민준", "Łukasz", "e\u0301lodie", "Дмитрий", "\U0001F680 Rocket"};

inline constexpr std::array<View, 24> company_heads = {
    "Amber", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Garnet", "Harbor", "Indigo", "Juniper", "Kestrel", "Lumen",
    "Maple", "Nimbus", "Onyx", "Pine", "Quarry", "Ridge", "Slate", "Tundra", "Umbra", "Vertex", "Willow", "Zephyr"};
inline constexpr std::array<View, 16> company_tails = {"Analytics", "Systems", "Software", "Partners", "Labs", "Cloud", "Logistics", "Health",
                                                       "Capital", "Networks", "Works", "Data", "Group", "Robotics", "Foods", "Learning"};
inline constexpr std::array<View, 5> company_forms = {"", "", " LLC", ", Inc.", " GmbH"};

struct Person { View name, team; };
inline constexpr std::array<Person, 12> owners = {{{"Dana Whitfield", "SDR East"}, {"Marco Bellini", "SDR East"}, {"Sofia Lang", "SDR East"},
                                                   {"Tom Achebe", "SDR East"}, {"Ines Duarte", "SDR West"}, {"Kyle Brenner", "SDR West"},
                                                   {"Lucy Park", "SDR West"}, {"Raj Menon", "SDR West"}, {"Nora Steiner", "Enterprise"},
                                                   {"Paul Okoro", "Enterprise"}, {"Vivian Cho", "Enterprise"}, {"Will Sadler", "Enterprise"}}};

/// The first three are the profile's.
inline constexpr std::array<View, 9> industries = {"B2B SaaS", "Professional Services", "Financial Services", "Manufacturing", "Healthcare",
                                                   "Retail", "Education", "Nonprofit", "Logistics"};
constexpr std::size_t profile_industries = 3;

/// `points`: what [score.fit] adds for the title.
struct Title { View name; int points; };
inline constexpr std::array<Title, 18> titles = {{{"Director of Marketing", 20}, {"Director, Sales Operations", 20}, {"Sales Director", 20},
                                                  {"VP Sales", 20}, {"VP Marketing", 20}, {"Head of Operations", 20}, {"Head of Growth", 20},
                                                  {"Marketing Manager", 0}, {"Sales Manager", 0}, {"Operations Analyst", 0}, {"Founder", 0},
                                                  {"CEO", 0}, {"Marketing Specialist", 0}, {"Account Executive", 0}, {"Student", 0},
                                                  {"Consultant", 0}, {"Office Manager", 0}, {"Demand Generation Lead", 0}}};
constexpr std::size_t senior_titles = 7;

/// The last one is handled by partners: its leads are exempt from the general clock.
inline constexpr std::array<View, 9> sources = {"Organic Search", "Paid Search", "Paid Social", "Webinar", "Event",
                                                "Email Marketing", "Referral", "Direct Traffic", "Partner"};
constexpr int partner_source = 8;
inline constexpr std::array<View, 10> campaigns = {"2026 State of RevOps report", "Spring roadshow", "Pipeline benchmarks webinar",
                                                   "Brand search - US", "ROI calculator", "Lookalike - ops leaders", "Partner co-marketing",
                                                   "Newsletter", "Trade fair booth 12", "Product launch"};
inline constexpr std::array<View, 4> formula_campaigns = {"=HYPERLINK(\"http://evil.example\";\"Spring\")", "+1 webinar", "-20% promo", "@launch"};
/// The first two are demo requests; no other says "demo".
inline constexpr std::array<View, 9> conversions = {"Website: book a demo", "Pricing page: demo request", "Content: RevOps report",
                                                    "Webinar registration", "Contact form", "Newsletter sign-up", "ROI calculator",
                                                    "Event badge scan", "Free trial sign-up"};
constexpr int demo_conversions = 2;

inline constexpr std::array<View, 9> hubspot_stages = {"Lead", "Marketing Qualified Lead", "Sales Accepted Lead", "Sales Qualified Lead",
                                                       "Opportunity", "Customer", "Disqualified", "Other", "Evangelist"};
inline constexpr std::array<View, 9> salesforce_stages = {"Open - Not Contacted", "Marketing Qualified", "Working - Accepted", "Sales Qualified",
                                                          "Opportunity", "Closed - Won", "Closed - Disqualified", "Nurturing", "Unknown"};
inline constexpr std::array<View, 3> dispositions = {"accepted", "recycled", "rejected"};
inline constexpr std::array<View, 10> reasons = {"Wrong title", "Wrong company size", "Not in territory", "Already a customer",
                                                 "Already in pipeline", "No budget this year", "Not ready", "Bad contact data",
                                                 "Did not respond after 10 touches", "Competitor"};
inline constexpr std::array<View, 8> countries = {"United States", "Canada", "United Kingdom", "Germany", "France", "Brazil", "India", "Japan"};
inline constexpr std::array<View, 8> cities = {"Boston", "Toronto", "Leeds", "Hamburg", "Lyon", "Recife", "Pune", "Osaka"};
inline constexpr std::array<View, 5> size_words = {"1-10", "11-50", "51-200", "201-500", "501-1000"};

inline constexpr std::array<View, 12> messages = {
    "Looking for a way to see where our leads get stuck", "We are comparing three vendors this quarter", "Please call after lunch",
    "Saw the webinar and want to learn more", "Need numbers for the board by the end of the month", "Our handoff takes days, can you help",
    "Interested in pricing for forty seats", "Just browsing for now", "Sent by a colleague who uses it already",
    "Replacing a spreadsheet that nobody trusts", "Contract with the current tool ends in autumn", "Want to know about the API"};
inline constexpr std::array<View, 6> nasty_messages = {
    "First line\nsecond line, with a comma", "He said \"call me\", twice", "\"Best\" price; not the \"list\" price", "Line\r\nbreak and a\ttab",
    "a, b; c | d\te", "Ends with a quote \"stop\""};
inline constexpr std::array<View, 3> bare_quotes = {"12\" pipe fittings", "Asked for 5\" and 7\" rails", "the \"red\" one"};
inline constexpr std::array<View, 4> far_messages = {"ありがとうございます", "Cześć \u2014 prosz\u0119 o kontakt", "\U0001F469\u200D\U0001F4BB wants a call",
                                                     "Cafe\u0301 cre\u0300me"};
inline constexpr std::array<View, 4> formula_messages = {"=cmd|' /C calc'!A0", "+49 30 1234567 is my number", "-please- call", "@sales see notes"};
inline constexpr std::array<View, 2> null_words = {"(No value)", "N/A"};

}  // namespace synth::words
