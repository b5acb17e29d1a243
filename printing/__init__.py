"""What leaves the program: papers drawn with reportlab, workbooks written with openpyxl."""
