#pragma once

#include "services/formats/FileItem.h"

namespace spanglass {

/// Cuts JSON text into items by counting brackets, without parsing the items: a row of values, the elements of arrays,
/// or the elements of the array under one key of an object. An array that never ends is fine (Chrome writes such files
/// when it is killed); an item that never ends is a problem.
class JsonItems : public ItemSplitter {
public:
    enum class Layout : std::uint8_t { Values, Elements, Member };

    /// `member` is the key for Layout::Member.
    explicit JsonItems(Layout layout, std::string member = {});

    void feed(std::string_view block, const TakeItem& take) override;
    void end(const TakeItem& take) override;

private:
    void openBracket(char c);
    bool closeBracket(const TakeItem& take);
    void beginItem();
    void endItem(const TakeItem& take);
    bool atItemDepth() const { return m_depth == m_itemDepth && (m_layout != Layout::Member || m_inMember); }

    Layout m_layout;
    std::string m_member;
    int m_itemDepth;

    std::string_view m_block;
    std::size_t m_at = 0; ///< of m_block
    std::size_t m_from = 0; ///< where the piece of the current item or key begins in m_block
    std::string m_text; ///< what earlier blocks gave of the current item
    std::string m_key; ///< the last string at depth 1, for Member
    std::uint64_t m_line = 1;
    std::uint64_t m_itemLine = 1;
    int m_depth = 0;
    bool m_inItem = false;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_keyIsMember = false;
    bool m_inMember = false;
    bool m_tooLong = false;
    bool m_broken = false;
};

} // namespace spanglass
