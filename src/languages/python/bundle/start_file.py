if __name__ == "__main__":
    __file__ = _given["modules"] + "/@FILE@"
    exec(_given["main_code"](__file__), globals())
