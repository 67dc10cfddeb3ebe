// What each definition of the five example contracts says of every lead of their fixture, worked by hand from the articles.
#pragma once

namespace handoff::test {

/// y, n, ? by stage; `-`: no bucket.
struct Row {
  const char* id;
  const char* two_axis;          ///< MQL SQL
  const char* lane;
  const char* route;             ///< at as-of
  const char* four_components;   ///< Raw Lead, MQL, SAL, SQL, Opportunity
  const char* segment;
  const char* source;
  const char* four_tiers;        ///< MQL SAL SQL SQO
  const char* seventy_five;      ///< Lead MQL SAL SQL Pipeline
  const char* size_segment;
};

inline const Row table[] = {
    // Two axes: fit and intent on their thresholds, and the age of intent on the window. Nothing is claimed, so as-of (2026-07-01) is
    // the moment.
    {"fit-60-intent-40", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-59-intent-40", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-60-intent-39", "nn", "inbound", "marketing nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"signal-30-days", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"signal-29d-23-59-59", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"signal-30d-00-00-01", "nn", "inbound", "marketing nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"signal-31-days", "nn", "inbound", "marketing nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"signal-no-date", "?n", "inbound", "-", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-70-intent-50", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-71-intent-50", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-70-intent-51", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-71-intent-51", "yn", "inbound", "SDR", "yynnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-71-intent-51-stale", "nn", "inbound", "marketing nurture", "yynnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-missing", "?n", "inbound", "-", "y?nnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"intent-missing", "?n", "inbound", "-", "y?nnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"fit-low-intent-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    // Demo requests: only from an ICP account, and then whatever the score.
    {"demo-icp", "yn", "inbound", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"demo-not-icp", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"demo-icp-missing", "?n", "inbound", "-", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"demo-missing-icp", "?n", "inbound", "-", "nnnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"pricing-page-icp", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    // Rules without a score: size, industry, engagement, title. 50 and 500 are inside.
    {"director-2-downloads", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "A"},
    {"director-1-download", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "A"},
    {"director-1-download-demo", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "A"},
    {"director-downloads-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "?nnn", "ynnnn", "A"},
    {"director-missing-demo", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "A"},
    {"employees-49", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "A"},
    {"employees-500", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "B"},
    {"employees-501", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "B"},
    {"employees-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "?nnn", "ynnnn", "-"},
    {"employees-51-200", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "-"},
    {"employees-201-1000", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "?nnn", "ynnnn", "B"},
    {"director-of-finance", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "A"},
    {"marketing-manager", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "A"},
    {"head-of-operations", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "A"},
    {"cmo", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "A"},
    {"vp-sales-services", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "ynnn", "ynnnn", "-"},
    {"director-retail", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"title-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "?nnn", "ynnnn", "A"},
    // 75 points of 40 + 35 + 25; each part is held to its most.
    {"points-75", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "yynnn", "-"},
    {"points-74", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"points-74-crm-says-75", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"points-over-the-cap", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"points-recency-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "y?nnn", "-"},
    // Segments: A is sub-200, B is 200 to 1000, SaaS only.
    {"saas-199", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "A"},
    {"saas-200", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "B"},
    {"saas-1000", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "B"},
    {"saas-1001", "nn", "inbound", "nurture", "ynnnn", "Enterprise", "Inbound", "nnnn", "ynnnn", "-"},
    {"saas-size-missing", "nn", "inbound", "nurture", "ynnnn", "-", "Inbound", "nnnn", "ynnnn", "-"},
    // What is a lead at all, and where it came from.
    {"email-not-valid", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "nnnnn", "-"},
    {"email-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "nnnnn", "-"},
    {"company-missing", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "nnnnn", "-"},
    {"event-only", "nn", "inbound", "nurture", "ynnnn", "Mid-Market", "Event", "nnnn", "ynnnn", "-"},
    {"no-engagement", "nn", "inbound", "nurture", "nnnnn", "SMB", "Outbound-supported", "nnnn", "ynnnn", "-"},
    {"engagement-missing", "nn", "inbound", "nurture", "?nnnn", "SMB", "Partner", "nnnn", "ynnnn", "-"},
    {"source-unmapped", "nn", "inbound", "nurture", "ynnnn", "SMB", "-", "nnnn", "ynnnn", "-"},
    // Lanes: a target account before all, and an MQL by being one; then a product to sign up for, whose signals stand in for intent.
    {"abm-no-intent", "yn", "abm", "AE", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"abm-and-plg", "yn", "abm", "AE", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"plg-two-signals", "yn", "plg", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"plg-three-signals", "yn", "plg", "SDR", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"plg-one-signal", "nn", "plg", "marketing nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"plg-fit-59", "nn", "plg", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"plg-stale", "nn", "plg", "marketing nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    // Claimed MQLs are judged when they were claimed: 30 days before that, not before as-of, and routed by it too.
    {"claimed-signal-30-days", "yn", "inbound", "return to marketing", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"claimed-signal-30d-1s", "nn", "inbound", "marketing nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    {"claimed-off-definition", "nn", "inbound", "nurture", "ynnnn", "SMB", "Inbound", "nnnn", "ynnnn", "-"},
    // The handoff: MQL on Monday 2026-06-01 10:00, so 24 business hours end on Thursday 2026-06-04 10:00.
    {"accepted-in-time", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yyyn", "yyynn", "A"},
    {"accepted-at-24bh", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yyy?n", "A"},
    {"accepted-1s-late", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yynnn", "A"},
    {"touched-late", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yynnn", "A"},
    {"touched-before-mql", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yynnn", "A"},
    {"never-touched-accepted", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yynnn", "A"},
    {"accepted-no-date", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "ynnn", "yy??n", "A"},
    {"accepted-on-a-day", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yy??n", "A"},
    {"accepted-fit-70", "yn", "inbound", "return to marketing", "ynnnn", "SMB", "Inbound", "yynn", "yyy?n", "A"},
    {"accepted-fit-missing", "?n", "inbound", "-", "y??nn", "SMB", "Inbound", "yynn", "yyy?n", "A"},
    {"accepted-bad-email", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "yynn", "nnnnn", "A"},
    {"same-email-1", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "yynn", "yyy?n", "A"},
    {"same-email-2", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "yynn", "yyy?n", "A"},
    {"recycled-with-reason", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"recycled-no-reason", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"recycled-misspelt-reason", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"rejected-with-reason", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"rejected-free-text", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"more-info", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"returned", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"silent", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"silent-demo", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"demo-touched-5-minutes", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"demo-touched-5m-1s", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    {"event-touched-24h", "yn", "inbound", "return to marketing", "yynnn", "SMB", "Event", "ynnn", "yynnn", "A"},
    {"new-friday-evening", "yn", "inbound", "SDR", "yynnn", "SMB", "Inbound", "ynnn", "yynnn", "A"},
    // The gate: discovery within 5 days, then BANT-light or M-E-C here, BANT or MEDDIC there.
    {"discovery-5-days-6-months", "yy", "inbound", "AE", "yyyyn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"discovery-5d-1s", "yy", "inbound", "return to marketing", "yyyyn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"timeline-7-months", "yn", "inbound", "recycle", "yyyyn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"timeline-missing", "y?", "inbound", "-", "yyynn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"budget-no", "yn", "inbound", "recycle", "yyynn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"budget-missing", "y?", "inbound", "-", "yyy?n", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"m-e-c-only", "yy", "inbound", "AE", "yyy?n", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"meddic-no-budget", "yy", "inbound", "AE", "yyyyn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"gate-without-discovery", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yyyn", "yyyyn", "A"},
    {"discovery-open", "yn", "inbound", "SDR", "yyynn", "SMB", "Inbound", "yynn", "yyyyn", "A"},
    {"discovery-overdue-1s", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yyyyn", "A"},
    // Pipeline: a budgeted opportunity, an evaluation, a deal at stage two; a call that is booked and not yet held.
    {"booked-not-held", "yn", "inbound", "return to marketing", "yyynn", "SMB", "Inbound", "yynn", "yyyyn", "A"},
    {"booked-after-late-accept", "yy", "inbound", "AE", "yyyyn", "SMB", "Inbound", "yyyn", "yynnn", "A"},
    {"deal-stage-one", "yy", "inbound", "AE", "yyyyy", "SMB", "Inbound", "yyyy", "yyyyn", "A"},
    {"deal-stage-two", "yy", "inbound", "AE", "yyyyy", "SMB", "Inbound", "yyyy", "yyyyy", "A"},
    {"deal-no-problem", "yn", "inbound", "recycle", "yyyny", "SMB", "Inbound", "yyyy", "yyyyn", "A"},
    {"deal-budget-missing", "y?", "inbound", "-", "yyy??", "SMB", "Inbound", "yyy?", "yyyy?", "A"},
    {"deal-no-timeline", "y?", "inbound", "-", "yyynn", "SMB", "Inbound", "yyyn", "yyyyy", "A"},
    {"deal-won", "yy", "inbound", "AE", "yyyyy", "SMB", "Inbound", "yyyy", "yyyyy", "A"},
    // It has reached stage two, and what reached it stays pipeline.
    {"deal-lost-after-stage-two", "yy", "inbound", "AE", "yyyyy", "SMB", "Inbound", "yyyy", "yyyyy", "A"},
    // Claimed in other lanes, sources and segments: as `silent` and as `deal-stage-two`, with 200 and 500 employees, which are B.
    {"claimed-abm-partner-b", "yn", "abm", "AE", "yynnn", "SMB", "Partner", "ynnn", "yynnn", "B"},
    {"claimed-plg-outbound-b", "yn", "plg", "return to marketing", "yynnn", "SMB", "Outbound-supported", "ynnn", "yynnn", "B"},
    {"sql-abm-partner-b", "yy", "abm", "AE", "yyyyy", "SMB", "Partner", "yyyy", "yyyyy", "B"},
};

}  // namespace handoff::test
