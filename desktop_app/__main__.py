"""The entry: `python -m desktop_app`, and the frozen program, which is its own process for drawing PDFs too."""

import sys

if __name__ == "__main__":
    if sys.argv[1:] == ["--draw-pdf"]:
        from desktop_app.services.pdf_process import main as draw

        draw()
    from desktop_app.main import main

    sys.exit(main())
