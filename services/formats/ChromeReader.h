#pragma once

#include "services/formats/ForeignReader.h"

#include <memory>

namespace spanglass {

class ChromeTracks;

/// Chrome trace events (the "Trace Event Format"; Perfetto reads the same): X, B/E, i/I, M and the async b/e/n. Slices
/// become spans, their nesting on a track the tree, a process a service. Files that Spanglass wrote give back ids and
/// links from `args`; in others ids are made from the file's content. Everything is held until the file has ended.
class ChromeReader : public ForeignReader {
public:
    ChromeReader();
    ~ChromeReader() override;

    ItemFaults add(std::string_view json, BatchBuilder& out) override;
    bool needsWholeFile() const override { return true; }
    ItemFaults finish(BatchBuilder& out) override;

private:
    std::unique_ptr<ChromeTracks> m_tracks;
    std::uint64_t m_digest = 0; ///< of all events so far
};

} // namespace spanglass
