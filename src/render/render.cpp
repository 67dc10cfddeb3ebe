// One report, four looks.
#include "render.hpp"

#include "formats.hpp"

namespace handoff {

std::string render(const Report& report, const Look& look) {
  switch (look.format) {
    case Format::csv: return render_csv(report);
    case Format::json: return render_json(report);
    case Format::md: return render_markdown(report);
    case Format::table: break;
  }
  return render_table(report, look);
}

}  // namespace handoff
