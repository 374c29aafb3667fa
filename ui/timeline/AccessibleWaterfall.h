#pragma once

namespace spanglass {

class TraceSession;
class WaterfallView;

/// Lets screen readers walk the waterfall as a tree: a child for each visible row, made when asked for. Call once or
/// more.
void installAccessibleWaterfall();

/// Says that the current row is another one.
void announceWaterfallRow(WaterfallView& view, TraceSession& session);

} // namespace spanglass
