"""The entry: `python -m desktop_app`, and the frozen program, which is its own process for drawing PDFs too.

What needs no window is answered before anything of Qt is imported.
"""

import sys

if __name__ == "__main__":
    if sys.argv[1:] == ["--draw-pdf"]:
        from desktop_app.services.pdf_process import main as draw

        draw()
    if sys.argv[1:2] == ["--read-orders"]:
        from desktop_app.services.imports import main as read_orders

        sys.exit(read_orders(sys.argv[2:]))
    from desktop_app.main import main

    sys.exit(main())
