#pragma once

namespace spanglass::duck {

/// Lets the C library keep freed memory instead of giving it back after every batch and faulting it in again, which
/// costs a store under full load about a seventh of its speed. Once for the process; does nothing where the C library
/// is not glibc.
void keepFreedMemory();

} // namespace spanglass::duck
